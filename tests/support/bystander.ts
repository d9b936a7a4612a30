import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server on loopback that notes every request and every WebSocket; nothing that is forbidden may ever reach it. */
export interface Bystander {
  origin: string
  /** `GET /path` of everything that came, WebSockets as `UPGRADE /path`. */
  seen: string[]
  /** Answers this path with a redirect. */
  redirects: Map<string, string>
  end(): Promise<void>
}

export async function bystander(): Promise<Bystander> {
  const seen: string[] = []
  const redirects = new Map<string, string>()
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`)
    const to = redirects.get(request.url ?? '')
    response.writeHead(to === undefined ? 200 : 302, { 'access-control-allow-origin': '*', 'content-type': 'text/html', ...(to === undefined ? {} : { location: to }) })
    response.end('<p>a stranger</p>')
  })
  server.on('upgrade', (request, socket) => {
    seen.push(`UPGRADE ${request.url}`)
    socket.destroy()
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen, redirects,
    end: () => new Promise((resolve) => {
      server.closeAllConnections()
      server.close(() => resolve())
    }),
  }
}
