import { SaxesParser } from 'saxes'
import { Refusal } from '../../interface/errors.ts'

/** One member as the signed manifest states it; `digest` is lower-case hex. */
export interface ManifestEntry { name: string, digest: string }

const asic = 'http://uri.etsi.org/02918/v1.2.1#'
const ds = 'http://www.w3.org/2000/09/xmldsig#'
const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256'
const maximumBytes = 64 * 1024 * 1024

/**
 * Reads META-INF/ASiCManifest.xml (EN 319 162-1, A.4). Refuses a DTD, entities, a processing instruction, an unknown element, a digest
 * other than SHA-256, and a signature other than META-INF/signature.p7s.
 */
export function readManifest(bytes: Uint8Array): ManifestEntry[] {
  if (bytes.length > maximumBytes) throw new Refusal('manifest-invalid', 'too large')
  const reader = new ManifestReader()
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Refusal('manifest-invalid', 'not UTF-8')
  }
  return reader.read(text)
}

class ManifestReader {
  readonly #entries: ManifestEntry[] = []
  readonly #path: string[] = []
  #signatures = 0
  #name = ''
  #digest = ''

  read(text: string): ManifestEntry[] {
    const parser = new SaxesParser({ xmlns: true })
    parser.on('error', () => refuse('not well-formed'))
    parser.on('doctype', () => refuse('a DTD is not permitted'))
    parser.on('processinginstruction', () => refuse('a processing instruction is not permitted'))
    parser.on('opentag', (tag) => this.#open(tag.uri, tag.local, (name) => tag.attributes[name]?.value))
    parser.on('closetag', (tag) => this.#close(tag.local))
    parser.on('text', (value) => this.#text(value))
    parser.on('cdata', () => refuse('CDATA is not permitted'))
    parser.write(text).close()
    if (this.#signatures !== 1) refuse('one signature must be named')
    return this.#entries
  }

  #open(uri: string, local: string, attribute: (name: string) => string | undefined): void {
    const place = [...this.#path, local].join('/')
    const object = 'ASiCManifest/DataObjectReference'
    if (uri !== (place.startsWith(`${object}/`) ? ds : asic)) refuse(`element ${local}`)
    if (place === 'ASiCManifest/SigReference') {
      if (attribute('URI') !== 'META-INF/signature.p7s') refuse('signature reference')
      this.#signatures += 1
    } else if (place === object) {
      this.#name = decodeName(attribute('URI'))
      this.#digest = ''
    } else if (place === `${object}/DigestMethod`) {
      if (attribute('Algorithm') !== sha256) throw new Refusal('digest-algorithm', this.#name)
    } else if (place !== 'ASiCManifest' && place !== `${object}/DigestValue`) refuse(`element ${local}`)
    this.#path.push(local)
  }

  #text(value: string): void {
    if (this.#path.at(-1) === 'DigestValue') this.#digest += value
    else if (value.trim() !== '') refuse('text outside a digest')
  }

  #close(local: string): void {
    this.#path.pop()
    if (local !== 'DataObjectReference') return
    const digest = Buffer.from(this.#digest.trim(), 'base64')
    if (digest.length !== 32 || digest.toString('base64') !== this.#digest.trim()) refuse(`digest of ${this.#name}`)
    this.#entries.push({ name: this.#name, digest: digest.toString('hex') })
  }
}

function decodeName(uri: string | undefined): string {
  try {
    return decodeURIComponent(uri ?? refuse('a reference without URI'))
  } catch (error) {
    if (error instanceof Refusal) throw error
    return refuse('URI')
  }
}

function refuse(what: string): never {
  throw new Refusal('manifest-invalid', what)
}
