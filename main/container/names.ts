import { Refusal } from '../../interface/errors.ts'

/** Member names (docs/formats.md, Names). */

const reserved = {
  mimetype: 'mimetype',
  manifest: 'META-INF/ASiCManifest.xml',
  signature: 'META-INF/signature.p7s',
} as const

export const memberNames = reserved

/** A ZIP name is at most 65,535 bytes; 250 fits into a path on every system. */
const maxNameBytes = 250

const windowsDevice = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?$/i

// oxlint-disable-next-line no-control-regex -- the control characters are what is refused
const forbiddenCharacter = /[\u0000-\u001f\u007f\\:<>"|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffd]/u

/** Why a payload member may not have this name, or null. */
export function nameFault(name: string): string | null {
  if (name === '' || Buffer.byteLength(name) > maxNameBytes) return 'empty or too long'
  if (name.normalize('NFC') !== name || !name.isWellFormed()) return 'not in normal form'
  if (forbiddenCharacter.test(name)) return 'a forbidden character'
  for (const part of name.split('/')) {
    if (part === '' || part === '.' || part === '..') return 'absolute, empty or relative part'
    if (/[. ]$/.test(part) || part.startsWith(' ')) return 'dot or space at the edge of a part'
    if (windowsDevice.test(part)) return 'a device name'
  }
  return null
}

/** What two names that a file system could take for one have in common. */
export const foldName = (name: string): string => name.normalize('NFKC').toLowerCase().normalize('NFKC')

/** Refuses payload names that are forbidden or fold to one. Refusals: container-name, container-duplicate. */
export function checkNames(names: readonly string[]): void {
  const seen = new Set<string>()
  for (const name of names) {
    const fault = nameFault(name)
    if (fault !== null) throw new Refusal('container-name', `${JSON.stringify(name.slice(0, 120))}: ${fault}`)
    const folded = foldName(name)
    if (seen.has(folded)) throw new Refusal('container-duplicate', JSON.stringify(name))
    seen.add(folded)
  }
  // A file and a folder of one name cannot both be written.
  for (const folded of seen) {
    for (let slash = folded.indexOf('/'); slash !== -1; slash = folded.indexOf('/', slash + 1)) {
      if (seen.has(folded.slice(0, slash))) throw new Refusal('container-duplicate', JSON.stringify(folded))
    }
  }
}

/** URI of a member in the manifest: percent-encoded UTF-8 with `/` kept (RFC 3986, 2.3). */
export const memberUri = (name: string): string =>
  encodeURIComponent(name).replaceAll('%2F', '/').replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

const mediaTypes: Record<string, string> = {
  json: 'application/json', p7m: 'application/pkcs7-mime', pdf: 'application/pdf', xml: 'application/xml', txt: 'text/plain',
  png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', zip: 'application/zip', asice: 'application/vnd.etsi.asic-e+zip',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
}

/** Media type by the ending of the name. */
export const mediaType = (name: string): string => mediaTypes[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream'
