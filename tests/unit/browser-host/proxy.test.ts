import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { startProxy, type Gate } from '../../../browser-host/proxy.ts'
import { bystander } from '../../support/bystander.ts'

describe('the way out', () => {
  const gate = (permitted: string): Gate => ({
    judge: (url) => Promise.resolve(url.startsWith(permitted)), permitsTunnel: (origin) => origin === permitted, serve: async (asked) => new Response(`${asked.method} ${asked.url} ${await asked.text()}`),
  })

  const ask = async (proxy: string, url: string, body?: string): Promise<string> => {
    const { port } = new URL(proxy)
    const asked = request({ host: '127.0.0.1', port, path: url, method: body === undefined ? 'GET' : 'PUT', headers: { host: new URL(url).host } })
    asked.end(body)
    const [answer] = await once(asked, 'response') as [IncomingMessage]
    let text = ''
    for await (const chunk of answer) text += String(chunk)
    return `${answer.statusCode} ${text}`
  }

  it('answers our own pages, passes on what is permitted and stops the rest', async () => {
    const server = await bystander()
    const stranger = await bystander()
    let now = gate('app://client/')
    const proxy = await startProxy(() => now)
    expect(await ask(proxy.address, 'http://client.sealbid.localhost/incoming/x?offset=3', 'body')).toBe('200 PUT app://client/incoming/x?offset=3 body')
    now = gate(server.origin)
    expect(await ask(proxy.address, `${server.origin}/a`)).toBe('200 <p>a stranger</p>')
    expect(await ask(proxy.address, `${stranger.origin}/a`)).toBe('403 ')
    expect(await ask(proxy.address, 'http://client.sealbid.localhost/')).toBe('403 ')
    expect([server.seen, stranger.seen]).toEqual([['GET /a'], []])
    proxy.close()
    await Promise.all([server.end(), stranger.end()])
  })

  it('opens a tunnel only to an origin that was judged', async () => {
    const server = await bystander()
    const { host } = new URL(server.origin)
    const tunnel = async (permitted: string): Promise<string> => {
      const proxy = await startProxy(() => gate(permitted))
      const socket = connect(Number(new URL(proxy.address).port), '127.0.0.1')
      socket.write(`CONNECT ${host} HTTP/1.1\r\nhost: ${host}\r\n\r\n`)
      const [line] = await once(socket, 'data') as [Buffer]
      socket.destroy()
      proxy.close()
      return line.toString('utf8').split('\r\n')[0] ?? ''
    }
    expect(await tunnel('https://elsewhere.example')).toContain('403')
    // Plain HTTP goes without a tunnel: who asks for one wants a WebSocket.
    expect(await tunnel(server.origin)).toContain('403')
    expect(await tunnel(`https://${host}`)).toContain('200')
    await server.end()
  })
})
