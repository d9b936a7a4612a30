import { canonical } from '../../interface/canonical.ts'
import { sha256 } from '../../main/crypto/algorithms.ts'
import { memberUri } from '../../main/container/names.ts'
import type { Certificate } from '../../main/certificates/certificate.ts'
import type { KeyObject } from 'node:crypto'
import { roughSignature, type RoughSignature } from './rough-signature.ts'
import { roughZip, type RoughMember, type RoughZip } from './rough-zip.ts'

export const mimetype = 'application/vnd.etsi.asic-e+zip'
export const mimetypeMember = (text = mimetype): RoughMember => ({ name: 'mimetype', bytes: Buffer.from(text) })

export interface Reference { name: string, bytes: Uint8Array, mediaType?: string, algorithm?: string, digest?: Buffer }

const sha256Uri = 'http://www.w3.org/2001/04/xmlenc#sha256'

const reference = ({ name, bytes, mediaType = 'application/json', algorithm = sha256Uri, digest = sha256(bytes) }: Reference): string =>
  `<asic:DataObjectReference URI="${memberUri(name)}" MimeType="${mediaType}"><ds:DigestMethod Algorithm="${algorithm}"/>`
  + `<ds:DigestValue>${digest.toString('base64')}</ds:DigestValue></asic:DataObjectReference>`

/** Manifest in the form of docs/formats.md; `before` stands between the XML declaration and the root. */
export const roughManifest = (references: readonly Reference[], before = ''): Buffer => Buffer.from(
  `<?xml version="1.0" encoding="UTF-8"?>\n${before}`
  + `<asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">`
  + `<asic:SigReference URI="META-INF/signature.p7s" MimeType="application/pkcs7-signature"/>${references.map(reference).join('')}</asic:ASiCManifest>`)

/** A container in parts, so that a test can change any of them. */
export interface RoughContainer {
  certificate: Certificate
  key: KeyObject
  payload: readonly RoughMember[]
  mediaTypes?: Record<string, string>
  /** Members that the manifest names, where they are not the payload. */
  references?: (payload: Reference[]) => Reference[]
  manifest?: Buffer
  signature?: Partial<RoughSignature>
  /** Changes the members on their way into the ZIP. */
  members?: (members: RoughMember[]) => RoughMember[]
  zip?: RoughZip
}

export function roughContainer(choice: RoughContainer): Buffer {
  const { certificate, key, payload, mediaTypes = {} } = choice
  const named = payload.map(({ name, bytes }): Reference => {
    const mediaType = mediaTypes[String(name)]
    return { name: String(name), bytes, ...(mediaType === undefined ? {} : { mediaType }) }
  })
  const manifest = choice.manifest ?? roughManifest(choice.references?.(named) ?? named)
  const signature = roughSignature({ content: manifest, certificate, key, ...choice.signature })
  const members: RoughMember[] = [
    mimetypeMember(), ...payload, { name: 'META-INF/ASiCManifest.xml', bytes: manifest }, { name: 'META-INF/signature.p7s', bytes: signature },
  ]
  return roughZip(choice.members?.(members) ?? members, choice.zip)
}

export const jsonMember = (name: string, value: unknown): RoughMember => ({ name, bytes: canonical(value) })
