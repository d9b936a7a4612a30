import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canonical } from '../../interface/canonical.ts'
import type { IdentityName } from '../../platform/practice/identities.ts'
import { beginSignature, signingIdentity } from '../../platform/write/sign.ts'
import { writeZip } from '../../platform/write/zip.ts'
import { mustOpenssl } from './openssl.ts'

/**
 * Containers for tests of the platform, made with the real openssl and without any code of main/: what the platform judges must not come from the
 * program that it is meant to check.
 */
export const sha256 = (...parts: (Uint8Array | string)[]): string => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

/** Runs openssl with `files` in a folder of its own, which is its working directory; answers what it writes to stdout. */
function opensslOver(args: string[], files: Record<string, Uint8Array>): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'sealbid-openssl-'))
  try {
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes)
    return mustOpenssl(args, { cwd: folder })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Detached CAdES-B signature by openssl; `key` is a name of the practice folder, also with `-encrypt`. */
export const sign = (practice: string, key: string, content: Uint8Array): Buffer => opensslOver([
  'cms', '-sign', '-cades', '-binary', '-outform', 'DER', '-md', 'sha256', '-nosmimecap', '-in', 'content',
  '-signer', join(practice, `${key}.pem`), '-inkey', join(practice, `${key}.key`),
], { content })

/** The same without a process, for the many small messages; that it is right is what openssl says on the platform's side. */
export function signQuickly(practice: string, key: string, content: Uint8Array): Buffer {
  const [certificate, secret] = [join(practice, `${key}.pem`), join(practice, `${key}.key`)].map((each) => readFileSync(each, 'utf8'))
  return beginSignature(content, signingIdentity(certificate!, secret!), new Date()).finish()
}

/** AuthEnvelopedData to the encryption certificates of these identities. */
export function envelope(practice: string, content: Uint8Array, ...to: IdentityName[]): Buffer {
  const recipients = to.flatMap((each) => {
    const option = each === 'bidder-b' ? ['ecdh_kdf_md:sha256'] : ['rsa_padding_mode:oaep', '-keyopt', 'rsa_oaep_md:sha256']
    return ['-recip', join(practice, `${each}-encrypt.pem`), '-keyopt', ...option]
  })
  return opensslOver(['cms', '-encrypt', '-binary', '-outform', 'DER', '-aes-256-gcm', '-aes256-wrap', '-in', 'content', ...recipients], { content })
}

/** What one identity finds in an envelope. */
export const unwrap = (practice: string, payload: Uint8Array, by: IdentityName): Buffer => opensslOver([
  'cms', '-decrypt', '-binary', '-inform', 'DER', '-in', 'payload',
  '-inkey', join(practice, `${by}-encrypt.key`), '-recip', join(practice, `${by}-encrypt.pem`),
], { payload })

const segment = (content: Uint8Array, envelopeId: string, key: Buffer): Buffer => opensslOver([
  'cms', '-encrypt', '-binary', '-outform', 'DER', '-aes-256-gcm', '-in', 'content',
  '-secretkey', key.toString('hex'), '-secretkeyid', Buffer.from(envelopeId).toString('hex'),
], { content })

export interface TestMember { name: string, bytes: Uint8Array }

/** An ASiC-E container around these members, signed by an identity. `stated` is what the manifest says, `write` the form of the ZIP. */
export function container(
  practice: string, signer: string, members: readonly TestMember[], stated = members, write: (members: readonly TestMember[]) => Buffer = writeZip,
): Buffer {
  const references = stated.map(({ name, bytes }) => `<asic:DataObjectReference URI="${encodeURI(name)}" MimeType="application/octet-stream">`
    + '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>'
    + `<ds:DigestValue>${Buffer.from(sha256(bytes), 'hex').toString('base64')}</ds:DigestValue></asic:DataObjectReference>`)
  const manifest = Buffer.from('<?xml version="1.0" encoding="UTF-8"?>\n<asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" '
    + 'xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><asic:SigReference URI="META-INF/signature.p7s" MimeType="application/pkcs7-signature"/>'
    + `${references.join('')}</asic:ASiCManifest>`)
  return write([
    { name: 'mimetype', bytes: Buffer.from('application/vnd.etsi.asic-e+zip') },
    ...members,
    { name: 'META-INF/ASiCManifest.xml', bytes: manifest },
    { name: 'META-INF/signature.p7s', bytes: sign(practice, signer, manifest) },
  ])
}

export interface SealedEnvelope { id: string, key: Buffer, salt: Buffer, header: object, members: { key: TestMember, segments: TestMember[] } }

const segmentSize = 16 * 1024 * 1024

/** Encrypts an envelope container as docs/formats.md says; `tenderer` adds the inner layer. */
export function sealEnvelope(practice: string, id: string, plain: Uint8Array, bidder: IdentityName, tenderer: boolean, forged?: { commitment?: string }): SealedEnvelope {
  const [key, salt] = [randomBytes(32), randomBytes(32)]
  const secret = Buffer.concat([key, salt])
  const inner = tenderer ? envelope(practice, secret, 'tenderer', 'tenderer-backup') : secret
  const segments: TestMember[] = []
  for (let offset = 0; offset < plain.length; offset += segmentSize) {
    const name = `segments/${id}/${String(segments.length + 1).padStart(6, '0')}.p7m`
    segments.push({ name, bytes: segment(plain.subarray(offset, offset + segmentSize), id, key) })
  }
  const reference = [{ issuer: 'CN=practice', serial: '01' }]
  return {
    id, key, salt,
    header: {
      id, segments: segments.length,
      keyCheck: sha256('sealbid/key/1', salt, key),
      commitment: forged?.commitment ?? sha256('sealbid/container/1', salt, Buffer.from(sha256(plain), 'hex')),
      tendererLayer: tenderer ? sha256('', inner) : null,
      openedBy: { bidder: reference, tenderer: tenderer ? reference : [] },
    },
    members: { key: { name: `keys/${id}.p7m`, bytes: envelope(practice, inner, bidder) }, segments },
  }
}

export const json = (name: string, value: unknown): TestMember => ({ name, bytes: canonical(value) })
