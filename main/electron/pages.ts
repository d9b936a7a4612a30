import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { pagesFolder } from './places.ts'

/** The built pages as answers to requests: a fixed list made at the start, so that no path leads anywhere else. */

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8',
  '.json': 'application/json', '.svg': 'image/svg+xml', '.png': 'image/png', '.woff2': 'font/woff2',
}

const list = (): Map<string, string> => new Map(readdirSync(pagesFolder, { recursive: true, withFileTypes: true })
  .filter((each) => each.isFile() && types[extname(each.name)] !== undefined)
  .map((each) => join(each.parentPath, each.name))
  .map((file) => [`/${relative(pagesFolder, file).split(sep).join('/')}`, file]))

const always = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin' }

export type Pages = (path: string) => Promise<Response>

/** `policy` gives the header of a page from the nonce of this load, which also stands in the page (`meta[name=style-nonce]`). */
export function pages(policy: (nonce: string) => string): Pages {
  const files = list()
  return async (path) => {
    const file = files.get(path)
    if (file === undefined) return new Response(null, { status: 404 })
    const type = types[extname(file)] ?? ''
    const body = await readFile(file)
    if (extname(file) !== '.html') return new Response(new Uint8Array(body), { headers: { ...always, 'content-type': type } })
    const nonce = randomBytes(16).toString('base64')
    const page = body.toString('utf8').replace('<head>', `<head><meta name="style-nonce" nonce="${nonce}">`)
    return new Response(page, { headers: { ...always, 'content-type': type, 'content-security-policy': policy(nonce) } })
  }
}
