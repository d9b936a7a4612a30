import forge from 'node-forge'
import { Refusal } from '../../interface/errors.ts'

/**
 * Ciphers of old PKCS#12 files (RFC 7292, appendix C), by node-forge: OpenSSL 3 has them in its legacy provider only, BoringSSL not at
 * all. They are read and never written.
 */
export const oldCiphers = {
  '1.2.840.113549.1.12.1.3': { name: '3des', keyBytes: 24 },
  '1.2.840.113549.1.12.1.4': { name: '2des', keyBytes: 16 },
  '1.2.840.113549.1.12.1.5': { name: 'rc2', keyBytes: 16 },
  '1.2.840.113549.1.12.1.6': { name: 'rc2', keyBytes: 5 },
} as const

type OldCipher = (typeof oldCiphers)[keyof typeof oldCiphers]['name']

const binary = (bytes: Buffer) => forge.util.createBuffer(bytes.toString('binary'))

/** CBC with PKCS#7 padding. `2des` is 3DES with the first key used again as the third. Refusal: `key-file-unreadable`. */
export function decryptOld(name: OldCipher, key: Buffer, iv: Buffer, data: Buffer): Uint8Array<ArrayBuffer> {
  const refused = new Refusal('key-file-unreadable', 'an entry cannot be decrypted')
  if (iv.length !== 8 || data.length === 0 || data.length % 8 !== 0) throw refused
  if (name === 'rc2') {
    const cipher = forge.rc2.createDecryptionCipher(binary(key), key.length * 8)
    cipher.start(binary(iv))
    cipher.update(binary(data))
    if (!cipher.finish()) throw refused
    return bytesOf(cipher.output)
  }
  const decipher = forge.cipher.createDecipher('3DES-CBC', binary(name === '2des' ? Buffer.concat([key, key.subarray(0, 8)]) : key))
  decipher.start({ iv: binary(iv) })
  decipher.update(binary(data))
  if (!decipher.finish()) throw refused
  return bytesOf(decipher.output)
}

const bytesOf = (output: forge.util.ByteBuffer) => new Uint8Array(Buffer.from(output.getBytes(), 'binary'))
