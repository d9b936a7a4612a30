import { createHmac } from 'node:crypto'
import { context, DerReader, readValue, readWhole, tag } from '../../../../main/crypto/der.ts'
import type { Workshop } from './openssl.ts'

const header = (length: number) => length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
export const tlv = (tag: number, ...parts: Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag, ...header(content.length)]), content])
}

/**
 * One PKCS#12 file out of several of the same password, as authorities issue them with both keys (`openssl pkcs12` writes one key only).
 * The entries stay as openssl encrypted them; the MAC's key comes from `openssl kdf`.
 */
export function mergePkcs12(workshop: Workshop, files: readonly Buffer[], password: string, digest: 'sha1' | 'sha256' = 'sha256', iterations = 2048): Buffer {
  const infos = files.flatMap((file) => new DerReader(authSafe(file)).rest().map((each) => each.whole))
  return withMac(workshop, tlv(0x30, ...infos), password, digest, iterations)
}

/** The AuthenticatedSafe's content: ContentInfo after ContentInfo. */
function authSafe(file: Buffer): Buffer {
  const pfx = readWhole(file)
  pfx.next(tag.integer)
  const info = pfx.enter()
  info.next(tag.oid)
  return readValue(info.enter(context(0)).next(tag.octetString).value).value
}

const dataType = Buffer.from('06092a864886f70d010701', 'hex')
const digestIds = { sha1: '06052b0e03021a', sha256: '0609608648016503040201' } as const

/** Puts a MAC over the content; `claimed` is what the file says about its iterations. */
export function withMac(workshop: Workshop, safe: Buffer, password: string, digest: 'sha1' | 'sha256', iterations: number, claimed = iterations): Buffer {
  const salt = Buffer.from('0102030405060708', 'hex')
  const unicode = Buffer.from(`${password}\0`, 'utf16le').swap16()
  const key = workshop.run('kdf', '-keylen', digest === 'sha1' ? '20' : '32', '-kdfopt', `digest:${digest}`, '-kdfopt', `hexpass:${unicode.toString('hex')}`,
    '-kdfopt', `hexsalt:${salt.toString('hex')}`, '-kdfopt', 'id:3', '-kdfopt', `iter:${iterations}`, 'PKCS12KDF')
  const mac = createHmac(digest, Buffer.from(key.replaceAll(/[^0-9A-F]/g, ''), 'hex')).update(safe).digest()
  const count = Buffer.alloc(4)
  count.writeUInt32BE(claimed)
  const integer = tlv(0x02, count.subarray(claimed < 0x80 ? 3 : claimed < 0x8000 ? 2 : claimed < 0x80_0000 ? 1 : 0))
  const digestInfo = tlv(0x30, tlv(0x30, Buffer.from(digestIds[digest], 'hex'), Buffer.from([5, 0])), tlv(0x04, mac))
  return tlv(0x30, Buffer.from([2, 1, 3]), tlv(0x30, dataType, tlv(0xa0, tlv(0x04, safe))), tlv(0x30, digestInfo, tlv(0x04, salt), integer))
}
