import { protocol, type Session } from 'electron'
import type { ByteRoutes } from '../bridge/bytes.ts'
import { answerBytes } from './byte-routes.ts'
import type { Pages } from './pages.ts'
import { clientOrigin, promptOrigin } from './places.ts'

/** `app://client` and `app://prompt`. Must be called before the program is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{
    scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, stream: true, codeCache: true },
  }])
}

const originOf = (url: URL): string => `${url.protocol}//${url.host}`

export function serveClient(session: Session, pages: Pages, bytes: ByteRoutes): void {
  session.protocol.handle('app', async (request) => {
    const url = new URL(request.url)
    if (originOf(url) !== clientOrigin) return new Response(null, { status: 404 })
    return await answerBytes(bytes, url.pathname, request) ?? await pages(url.pathname)
  })
}

export function servePrompt(session: Session, pages: Pages): void {
  session.protocol.handle('app', (request) => {
    const url = new URL(request.url)
    return originOf(url) === promptOrigin ? pages(url.pathname) : new Response(null, { status: 404 })
  })
}
