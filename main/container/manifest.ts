import { SaxesParser } from 'saxes'
import { Refusal } from '../../interface/errors.ts'
import { memberNames, memberUri } from './names.ts'

/** ASiCManifest.xml (ETSI EN 319 162-1, annex A.4): a digest of every payload member. */

export interface ManifestEntry { name: string, mediaType: string, digest: Buffer }

const asicNamespace = 'http://uri.etsi.org/02918/v1.2.1#'
const dsNamespace = 'http://www.w3.org/2000/09/xmldsig#'
const sha256Uri = 'http://www.w3.org/2001/04/xmlenc#sha256'

/** The one form that is written; all values are ASCII without XML's special characters. */
export function writeManifest(entries: readonly ManifestEntry[]): Buffer {
  const references = entries.map(({ name, mediaType, digest }) =>
    `<asic:DataObjectReference URI="${memberUri(name)}" MimeType="${mediaType}"><ds:DigestMethod Algorithm="${sha256Uri}"/>`
    + `<ds:DigestValue>${digest.toString('base64')}</ds:DigestValue></asic:DataObjectReference>`)
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<asic:ASiCManifest xmlns:asic="${asicNamespace}" xmlns:ds="${dsNamespace}">`
    + `<asic:SigReference URI="${memberNames.signature}" MimeType="application/pkcs7-signature"/>${references.join('')}</asic:ASiCManifest>`)
}

/** A manifest of this many bytes would describe more members than any container of ours can have. */
export const maxManifestBytes = 64 * 1024 * 1024

interface Node { name: string, attributes: Record<string, string>, text: string, children: Node[] }

/** XML without DTD, entities and processing instructions, namespaces resolved to `{uri}local`. */
function parseXml(xml: string): Node {
  const parser = new SaxesParser({ xmlns: true })
  const root: Node = { name: '', attributes: {}, text: '', children: [] }
  const stack = [root]
  const refuse = (what: string): never => { throw new Refusal('manifest-invalid', what) }
  parser.on('error', (error) => refuse(error.message.slice(0, 200)))
  parser.on('doctype', () => refuse('a DTD'))
  parser.on('processinginstruction', () => refuse('a processing instruction'))
  parser.on('cdata', () => refuse('a CDATA section'))
  parser.on('opentag', (element) => {
    const attributes = Object.fromEntries(Object.values(element.attributes)
      .filter((each) => each.prefix !== 'xmlns' && each.name !== 'xmlns').map((each) => [each.uri === '' ? each.local : `{${each.uri}}${each.local}`, each.value]))
    const node: Node = { name: `{${element.uri}}${element.local}`, attributes, text: '', children: [] }
    stack.at(-1)?.children.push(node)
    stack.push(node)
    if (stack.length > 8) refuse('nested too deep')
  })
  parser.on('text', (value) => {
    const top = stack.at(-1)
    if (top !== undefined) top.text += value
  })
  parser.on('closetag', () => { stack.pop() })
  parser.write(xml).close()
  const [element] = root.children
  return root.children.length === 1 && element !== undefined ? element : refuse('no single root')
}

function memberName(uri: string | undefined): string {
  try {
    return decodeURIComponent(uri ?? '')
  } catch {
    throw new Refusal('manifest-invalid', 'URI')
  }
}

function readReference(node: Node): ManifestEntry {
  const [method, value, ...more] = node.children
  if (more.length > 0 || method?.name !== `{${dsNamespace}}DigestMethod` || value?.name !== `{${dsNamespace}}DigestValue`) {
    throw new Refusal('manifest-invalid', 'DataObjectReference')
  }
  if (method.attributes.Algorithm !== sha256Uri) throw new Refusal('digest-algorithm', method.attributes.Algorithm?.slice(0, 100))
  const digest = Buffer.from(value.text.trim(), 'base64')
  if (digest.length !== 32) throw new Refusal('manifest-invalid', 'DigestValue')
  return { name: memberName(node.attributes.URI), mediaType: node.attributes.MimeType ?? 'application/octet-stream', digest }
}

/**
 * Reads a manifest, in any XML spelling. With `exact` it must be byte for byte what writeManifest makes. Refusals: manifest-invalid, digest-algorithm.
 */
export function readManifest(bytes: Buffer, exact: boolean): ManifestEntry[] {
  if (bytes.length > maxManifestBytes) throw new Refusal('manifest-invalid', 'too large')
  let xml: string
  try {
    xml = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Refusal('manifest-invalid', 'not UTF-8')
  }
  const root = parseXml(xml)
  const [signature, ...references] = root.children
  if (root.name !== `{${asicNamespace}}ASiCManifest` || signature?.name !== `{${asicNamespace}}SigReference`
    || memberName(signature.attributes.URI) !== memberNames.signature
    || references.some((each) => each.name !== `{${asicNamespace}}DataObjectReference`)) throw new Refusal('manifest-invalid')
  const entries = references.map(readReference)
  if (exact && !writeManifest(entries).equals(bytes)) throw new Refusal('container-form', 'manifest')
  return entries
}

/** Every payload member stands in the manifest exactly once, in this order where `ordered`. Refusal('manifest-coverage'). */
export function checkCoverage(entries: readonly ManifestEntry[], payload: readonly string[], ordered: boolean): void {
  const listed = entries.map((each) => each.name)
  const once = new Set(listed)
  const present = new Set(payload)
  const fault = once.size === listed.length
    ? payload.find((name) => !once.has(name)) ?? listed.find((name) => !present.has(name))
    : listed.find((name) => !once.delete(name))
  if (fault !== undefined) throw new Refusal('manifest-coverage', JSON.stringify(fault.slice(0, 200)))
  if (ordered && listed.some((name, index) => name !== payload[index])) throw new Refusal('container-form', 'order of the manifest')
}
