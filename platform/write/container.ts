import { createHash } from 'node:crypto'
import { canonical } from '../../interface/canonical.ts'
import { mimetype } from '../judge/container.ts'
import type { SigningIdentity, TimestampSource } from './sign.ts'
import { signDetached } from './sign.ts'
import { writeZip } from './zip.ts'

/** A container that was written, and the SHA-256 of its bytes in hex. */
export interface Written { bytes: Buffer, digest: string }

/** What the platform signs with: who, by which clock, stamped by whom. */
export interface Pen { identity: SigningIdentity, now(): Date, timestamp: TimestampSource }

/** Writes an ASiC-E container in the one byte form (docs/formats.md) around one JSON member, for example `receipt.json`. */
export async function writeContainer(name: string, value: unknown, pen: Pen): Promise<Written> {
  const payload = canonical(value)
  const manifest = writeManifest(name, payload)
  const signature = await signDetached(manifest, pen.identity, pen.now(), pen.timestamp)
  const bytes = writeZip([
    { name: 'mimetype', bytes: Buffer.from(mimetype) },
    { name, bytes: payload },
    { name: 'META-INF/ASiCManifest.xml', bytes: manifest },
    { name: 'META-INF/signature.p7s', bytes: signature },
  ])
  return { bytes, digest: createHash('sha256').update(bytes).digest('hex') }
}

function writeManifest(name: string, payload: Uint8Array): Buffer {
  const digest = createHash('sha256').update(payload).digest('base64')
  return Buffer.from('<?xml version="1.0" encoding="UTF-8"?>\n'
    + '<asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">'
    + '<asic:SigReference URI="META-INF/signature.p7s" MimeType="application/pkcs7-signature"/>'
    + `<asic:DataObjectReference URI="${name}" MimeType="application/json">`
    + '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>'
    + `<ds:DigestValue>${digest}</ds:DigestValue></asic:DataObjectReference></asic:ASiCManifest>`)
}
