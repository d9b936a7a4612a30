import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sha256 } from '../../support/containers.ts'
import type { TestPlatform } from '../../support/platform.ts'
import { codeOf, TestClient, testPlatform } from '../../support/platform.ts'
import { publishTender } from '../../support/rehearsal.ts'

let platform: TestPlatform
let client: TestClient
beforeAll(async () => {
  platform = await testPlatform()
  client = await TestClient.loggedIn(platform, 'bidder-a')
})
afterAll(() => platform.end())

/** Status of a HEAD for exactly this path; `fetch` would tidy it up first. */
async function rawHead(path: string): Promise<number | undefined> {
  const { hostname, port } = new URL(platform.origin)
  const asked = request({ hostname, port, path, method: 'HEAD', headers: { ...client.headers, 'tus-resumable': '1.0.0' } }).end()
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  answer.resume()
  return answer.statusCode
}

describe('an upload', () => {
  it('goes on where the connection broke, and after a restart', async () => {
    const bytes = randomBytes(3_000_000)
    const upload = await client.createUpload(bytes.length)
    platform.faults.dropAfter(1_000_000)
    await expect(client.patch(upload, 0, bytes.subarray(0, 2_000_000))).rejects.toThrow(TypeError)
    const offset = await client.offset(upload)
    expect(offset).toBeGreaterThan(0)
    expect(offset).toBeLessThanOrEqual(1_000_000)
    expect((await client.patch(upload, 0, bytes)).status).toBe(409)
    await platform.restart()
    expect(await client.offset(upload)).toBe(offset)
    const rest = await client.patch(upload, offset!, bytes.subarray(offset!))
    expect([rest.status, rest.headers.get('upload-offset')]).toEqual([204, String(bytes.length)])
  })

  it('fails where that was asked for, and works again', async () => {
    const upload = await client.createUpload(10)
    platform.faults.failNext('upload')
    expect(await codeOf(await client.patch(upload, 0, Buffer.alloc(10)))).toBe('unknown-failure')
    expect((await client.patch(upload, 0, Buffer.alloc(10))).status).toBe(204)
  })

  it('belongs to the holder that made it, and is never read back', async () => {
    const upload = await client.upload(Buffer.from('ciphertext'))
    const other = await TestClient.loggedIn(platform, 'bidder-b')
    expect(await other.offset(upload)).toBeNull()
    expect(await codeOf(await fetch(upload, { method: 'DELETE', headers: { ...other.headers, 'tus-resumable': '1.0.0' } }))).toBe('upload-unknown')
    expect(await codeOf(await fetch(upload, { headers: client.headers }))).toBe('bad-input')
    expect((await fetch(upload, { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } })).status).toBe(401)
    expect(await client.offset(upload)).toBe(10)
    expect((await fetch(upload, { method: 'DELETE', headers: { ...client.headers, 'tus-resumable': '1.0.0' } })).status).toBe(204)
    expect(await client.offset(upload)).toBeNull()
  })

  it('has limits and stays in its folder', async () => {
    await expect(client.createUpload(5 * 1024 ** 3)).rejects.toThrow('too-large')
    const upload = await client.createUpload(5)
    expect((await client.patch(upload, 0, Buffer.alloc(6))).status).toBe(413)
    for (const name of ['..%2frecords.db', '%2e%2e/records.db', '../records.db', 'records.db', '']) expect(await rawHead(`/v1/uploads/${name}`)).toBe(404)
  })
})

describe('a session', () => {
  it('is opened by a fresh challenge and the signature of a signing certificate', async () => {
    const fresh = new TestClient(platform, 'bidder-b')
    expect(await codeOf(await fresh.get('/v1/tenders/T-1/lots/1/submissions/own'))).toBe('not-signed-in')
    expect(await codeOf(await fresh.post('/v1/sessions', await fresh.signed({ type: 'login' })))).toBe('challenge-unknown')
    const challenge = async (): Promise<string> => ((await (await fresh.post('/v1/sessions/challenge', {})).json()) as { nonce: string }).nonce
    const log = async (message: object, by?: string): Promise<string> => codeOf(await fresh.post('/v1/sessions', await fresh.signed({ type: 'login', nonce: await challenge(), ...message }, by)))
    expect(await log({}, 'bidder-b-encrypt')).toBe('key-usage')
    expect(await log({ origin: 'https://other.example' })).toBe('platform-mismatch')
    expect(await log({ type: 'sign-in' })).toBe('bad-input')
    const nonce = await challenge()
    const once = await fresh.signed({ type: 'login', nonce })
    expect(await codeOf(await fresh.post('/v1/sessions', { ...once, message: { ...once.message, time: '2026-03-02T01:00:30Z' } }))).toBe('signature-invalid')
    expect(await codeOf(await fresh.post('/v1/sessions', once))).toBe('challenge-unknown')
    expect(await codeOf(await fresh.logIn())).toBe('ok')
  })

  it('answers problems as RFC 9457 says, and lets any client read them', async () => {
    const answer = await fetch(`${platform.origin}/v1/tenders/none`, { headers: { origin: 'https://client.example' } })
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('access-control-allow-origin')]).toEqual([404, 'application/problem+json', '*'])
    expect(await answer.json()).toMatchObject({ type: 'https://sealbid.example/problems/tender-unknown', code: 'tender-unknown', status: 404, detail: 'none' })
    expect(await codeOf(await client.post('/v1/tenders', { signed: 'x'.repeat(300_000) }))).toBe('too-large')
    expect(await codeOf(await client.post('/v1/tenders', {}, 'short'))).toBe('bad-input')
    expect((await fetch(`${platform.origin}/nothing`)).status).toBe(400)
  })

  it('is not to be had by asking often', async () => {
    const answers: number[] = []
    while (answers.at(-1) !== 429 && answers.length < 400) answers.push((await fetch(`${platform.origin}/v1/sessions/challenge`, { method: 'POST' })).status)
    expect(answers.at(-1)).toBe(429)
    expect(answers.length).toBeGreaterThan(100)
  })
})

describe('a package', () => {
  it('is served whole or by range, to everybody', async () => {
    const fresh = await testPlatform()
    try {
      const { bytes, digest, id } = await publishTender(fresh)
      const path = `${fresh.origin}/v1/tenders/${id}/packages/${digest}`
      const range = async (value: string) => {
        const answer = await fetch(path, { headers: { range: value } })
        return [answer.status, answer.headers.get('content-range'), Buffer.from(await answer.arrayBuffer()).toString('hex')]
      }
      expect(sha256(Buffer.from(await (await fetch(path)).arrayBuffer()))).toBe(digest)
      expect(await range('bytes=0-3')).toEqual([206, `bytes 0-3/${bytes.length}`, '504b0304'])
      expect(await range('bytes=-4')).toEqual([206, `bytes ${bytes.length - 4}-${bytes.length - 1}/${bytes.length}`, bytes.subarray(-4).toString('hex')])
      expect((await range(`bytes=${bytes.length}-`))[0]).toBe(416)
      expect((await range('bytes=0-1,3-4'))[0]).toBe(200)
      expect((await fetch(`${fresh.origin}/v1/tenders/${id}/packages/${'0'.repeat(64)}`)).status).toBe(404)
    } finally {
      await fresh.end()
    }
  })
})
