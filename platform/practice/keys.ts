import { generateKeyPair, randomBytes, randomInt } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { promisify } from 'node:util'

const generate = promisify(generateKeyPair)

export interface KeyPair { publicKey: KeyObject, privateKey: KeyObject }

/** RSA of the given modulus length in bits, or EC P-256. */
export const makeKeyPair = (type: 'RSA' | 'EC', modulusLength = 2048): Promise<KeyPair> =>
  type === 'RSA' ? generate('rsa', { modulusLength }) : generate('ec', { namedCurve: 'P-256' })

/** PKCS#8 PEM without a password: keys of the practice folder are for anybody to try with `openssl`. */
export const keyPem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString()

/** A positive serial number of exactly 16 bytes with 126 random bits: it tells neither order nor count (RFC 5280, 4.1.2.2: at most 20 bytes). */
export function randomSerial(): Uint8Array<ArrayBuffer> {
  const serial = new Uint8Array(randomBytes(16))
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40
  return serial
}

const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A password of some 99 random bits that a person can read out and type: four groups of five, without look-alikes. */
export const randomPassword = (): string =>
  Array.from({ length: 4 }, () => Array.from({ length: 5 }, () => letters.charAt(randomInt(letters.length))).join('')).join('-')
