import { basename } from 'node:path'

/** Changes that adding a file makes to a definition under work, whatever the rest of it looks like. */

type Json = Record<string, unknown>

const record = (value: unknown): Json => typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Json : {}
const list = (value: unknown): unknown[] => Array.isArray(value) ? value : []

function withList(json: unknown, part: 'tender' | 'sealing', name: string, change: (entries: unknown[]) => unknown[]): unknown {
  const whole = record(json)
  const inner = record(whole[part])
  return { ...whole, [part]: { ...inner, [name]: change(list(inner[name])) } }
}

/** A word that is safe as an id and not taken. */
function freeId(name: string, taken: ReadonlySet<string>): string {
  const plain = name.toLowerCase().replace(/\.[^.]*$/, '').replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '').slice(0, 40)
  const base = plain === '' ? 'document' : plain
  if (!taken.has(base)) return base
  for (let number = 2; ; number++) if (!taken.has(`${base}-${number}`)) return `${base}-${number}`
}

/** Names a document that was added; one that is named already stays as it is. */
export const withDocument = (json: unknown, file: string): unknown => withList(json, 'tender', 'documents', (entries) => {
  if (entries.some((each) => record(each).file === file)) return entries
  const taken = new Set(entries.map((each) => String(record(each).id)))
  return [...entries, { id: freeId(basename(file), taken), title: basename(file).replace(/\.[^.]*$/, ''), documentType: 'biddingDocuments', file }]
})

export const withoutDocument = (json: unknown, file: string): unknown =>
  withList(json, 'tender', 'documents', (entries) => entries.filter((each) => record(each).file !== file))

/** Names a certificate that was added. There is one main certificate; the same one is not named twice in a role. */
export const withCertificate = (json: unknown, role: 'main' | 'backup', path: string): unknown => withList(json, 'sealing', 'openingCertificates', (entries) => {
  const others = entries.filter((each) => record(each).path !== path && !(role === 'main' && record(each).role === 'main'))
  return role === 'main' ? [{ role, path }, ...others] : [...others, { role, path }]
})
