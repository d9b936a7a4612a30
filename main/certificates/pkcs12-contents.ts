import { createPrivateKey, type KeyObject } from 'node:crypto'
import { OctetString } from 'asn1js'
import { AuthenticatedSafe, CertBag, EncryptedData, PFX, PKCS8ShroudedKeyBag, PrivateKeyInfo, SafeContents, type ContentInfo } from 'pkijs'
import { Refusal } from '../../interface/errors.ts'
import { readCertificate, type Certificate } from './certificate.ts'
import { decrypt, passwordOfMac, type Secret } from './pkcs12-password.ts'

/** What a PKCS#12 file holds, in its order. */
export interface Contents { keys: KeyObject[], certificates: Certificate[] }

const types = { data: '1.2.840.113549.1.7.1', encryptedData: '1.2.840.113549.1.7.6', x509: '1.2.840.113549.1.9.22.1' } as const

/** Bags in one file: two keys, two certificates, a few authorities. */
const maxBags = 100

const unreadable = (detail: string) => new Refusal('key-file-unreadable', detail)

/** Structures by pkijs (BER is allowed here), secrets by pkcs12-password.ts. The MAC is checked before anything else is believed. */
export async function readContents(bytes: Uint8Array, password: string): Promise<Contents> {
  const pfx = PFX.fromBER(new Uint8Array(bytes))
  if (pfx.version !== 3 || pfx.authSafe.contentType !== types.data) throw unreadable('not PKCS#12 version 3 with a password')
  if (!pfx.macData) throw unreadable('without a MAC: it could have been changed by anyone')
  const safe = octetsOf(pfx.authSafe)
  const secret = passwordOfMac(pfx.macData, safe, password)
  const contents: Contents = { keys: [], certificates: [] }
  let bags = 0
  for (const info of AuthenticatedSafe.fromBER(safe).safeContents) {
    const { safeBags } = SafeContents.fromBER(await plainOf(info, secret))
    bags += safeBags.length
    if (bags > maxBags) throw unreadable(`more than ${maxBags} entries`)
    for (const { bagValue } of safeBags) await readBag(bagValue, secret, contents)
  }
  return contents
}

/** Octets of a Data content, also where BER has them in pieces. */
function octetsOf(info: ContentInfo): Uint8Array<ArrayBuffer> {
  const content: unknown = info.content
  if (!(content instanceof OctetString)) throw unreadable('content is not an OCTET STRING')
  return new Uint8Array(content.getValue())
}

async function plainOf(info: ContentInfo, secret: Secret): Promise<Uint8Array<ArrayBuffer>> {
  if (info.contentType === types.data) return octetsOf(info)
  if (info.contentType !== types.encryptedData) throw unreadable(`content of type ${info.contentType}`)
  const { encryptedContentInfo } = new EncryptedData({ schema: info.content })
  return decrypt(encryptedContentInfo.contentEncryptionAlgorithm, Buffer.from(encryptedContentInfo.getEncryptedContent()), secret)
}

/** Revocation lists and other secrets that a file may hold besides are left alone. */
async function readBag(bag: unknown, secret: Secret, contents: Contents): Promise<void> {
  if (bag instanceof PKCS8ShroudedKeyBag) {
    const plain = await decrypt(bag.encryptionAlgorithm, Buffer.from(bag.encryptedData.getValue()), secret)
    contents.keys.push(...readKey(plain))
  } else if (bag instanceof PrivateKeyInfo) {
    contents.keys.push(...readKey(new Uint8Array(bag.toSchema().toBER())))
  } else if (bag instanceof CertBag && bag.certId === types.x509 && bag.certValue instanceof OctetString) {
    contents.certificates.push(readCertificate(new Uint8Array(bag.certValue.getValue())))
  }
}

/** A key of a kind that the library does not know is passed over: the file may hold others. */
function readKey(pkcs8: Uint8Array): KeyObject[] {
  try {
    return [createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })]
  } catch {
    return []
  } finally {
    pkcs8.fill(0)
  }
}
