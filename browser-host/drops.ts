import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { readableOf } from './bodies.ts'
import { temporaryFolder } from './temporary.ts'

/**
 * Files that a person dropped on the window. A page in a browser cannot tell where a file lies, so its bytes are streamed into a private
 * folder, and that copy's path stands for the file. The page's side is page/preload-host.ts: it waits for the copy before it asks anything.
 */
export const dropPath = '/.host/drop/'

const idForm = /^[0-9a-f]{32}$/

/** A name is a name: no separators, nothing that leads elsewhere. */
const isName = (name: string): boolean => name !== '' && name !== '.' && name !== '..' && !/[/\\\0]/.test(name)

class Drops {
  get folder(): string {
    return join(temporaryFolder(), 'dropped')
  }

  /** Answers `PUT /.host/drop/<id>/<name>`; null for every other request. */
  async take(request: Request): Promise<Response | null> {
    const { pathname } = new URL(request.url)
    if (!pathname.startsWith(dropPath)) return null
    const [id = '', name = '', ...more] = pathname.slice(dropPath.length).split('/').map(decodeURIComponent)
    if (request.method !== 'PUT' || !idForm.test(id) || !isName(name) || more.length > 0) return new Response(null, { status: 400 })
    mkdirSync(join(this.folder, id), { recursive: true })
    const target = createWriteStream(join(this.folder, id, name), { flags: 'wx', mode: 0o600 })
    await pipeline(request.body === null ? Readable.from([]) : readableOf(request.body), target)
    return new Response(null, { status: 204 })
  }
}

export const drops = new Drops()
