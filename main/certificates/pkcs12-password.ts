import { createDecipheriv, createHmac, pbkdf2, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { OctetString, Integer, Sequence } from 'asn1js'
import forge from 'node-forge'
import { PBES2Params, PBKDF2Params, type AlgorithmIdentifier, type MacData } from 'pkijs'
import { Refusal } from '../../interface/errors.ts'
import { decryptOld, oldCiphers } from './pkcs12-old-ciphers.ts'

/** The password as the MAC confirmed it (null: none at all, which is not the empty one), and the work that the file may still ask for. */
export interface Secret { password: string | null, budget: Budget }

interface Budget { pbkdf2: number, pkcs12: number }

/**
 * Iterations in one file, all entries together. PBKDF2 runs in the thread pool at some 7 million in a second; RFC 7292's own
 * derivation runs in JavaScript at some 300,000 in a second and blocks, so that its limit is lower. Files in use have 1 to 600,000.
 */
export const maxIterations: Readonly<Budget> = { pbkdf2: 10_000_000, pkcs12: 1_000_000 }

/** Salts are 8 to 64 bytes. */
const maxSaltBytes = 1024

const unreadable = (detail: string) => new Refusal('key-file-unreadable', detail)

const derive = promisify(pbkdf2)

const ids = { pbes2: '1.2.840.113549.1.5.13', pbkdf2: '1.2.840.113549.1.5.12' } as const

const digests = {
  '1.3.14.3.2.26': { name: 'sha1', bytes: 20, create: forge.md.sha1.create },
  '2.16.840.1.101.3.4.2.1': { name: 'sha256', bytes: 32, create: forge.md.sha256.create },
  '2.16.840.1.101.3.4.2.2': { name: 'sha384', bytes: 48, create: forge.md.sha384.create },
  '2.16.840.1.101.3.4.2.3': { name: 'sha512', bytes: 64, create: forge.md.sha512.create },
} as const

type Digest = (typeof digests)[keyof typeof digests]

const prfs: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1', '1.2.840.113549.2.9': 'sha256', '1.2.840.113549.2.10': 'sha384', '1.2.840.113549.2.11': 'sha512',
}

const ciphers: Readonly<Record<string, { name: string, keyBytes: number }>> = {
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', keyBytes: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192-cbc', keyBytes: 24 },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256-cbc', keyBytes: 32 },
  '1.2.840.113549.3.7': { name: '3des', keyBytes: 24 },
}

const isKey = <T extends object>(table: T, key: string): key is Extract<keyof T, string> => Object.hasOwn(table, key)

/** Takes iterations out of the budget, so that no file can make the program compute for hours. */
function spend(budget: Budget, kind: keyof Budget, iterations: number, times: number): void {
  if (!Number.isSafeInteger(iterations) || iterations < 1) throw unreadable('iteration count')
  budget[kind] -= iterations * times
  if (budget[kind] < 0) throw unreadable(`more than ${maxIterations[kind]} iterations`)
}

function saltOf(value: unknown): Buffer {
  if (!(value instanceof OctetString)) throw unreadable('salt')
  const salt = Buffer.from(value.getValue())
  if (salt.length === 0 || salt.length > maxSaltBytes) throw unreadable('salt')
  return salt
}

/** Key derivation of RFC 7292, appendix B. `id`: 1 key, 2 initialisation vector, 3 MAC. */
function derivePkcs12(secret: Secret, digest: Digest, salt: Buffer, id: 1 | 2 | 3, iterations: number, length: number): Buffer {
  spend(secret.budget, 'pkcs12', iterations, Math.ceil(length / digest.bytes))
  const saltBuffer = forge.util.createBuffer(salt.toString('binary'))
  const key = forge.pkcs12.generateKey(secret.password, saltBuffer, id, iterations, length, digest.create())
  return Buffer.from(key.getBytes(), 'binary')
}

/**
 * Checks the file's MAC (RFC 7292, 4) over its content and answers with the password that fits. An empty password is written in two
 * ways: as an empty string and as none. Refusals: `password-wrong`, `key-file-unreadable`.
 */
export function passwordOfMac(macData: MacData, content: Uint8Array, password: string): Secret {
  const { mac, macSalt, iterations = 1 } = macData
  const id = mac.digestAlgorithm.algorithmId
  if (!isKey(digests, id)) throw unreadable(`MAC algorithm ${id}`)
  const digest = digests[id]
  const expected = Buffer.from(mac.digest.getValue())
  const salt = saltOf(macSalt)
  const budget = { ...maxIterations }
  for (const candidate of password === '' ? ['', null] : [password]) {
    const secret = { password: candidate, budget }
    const key = derivePkcs12(secret, digest, salt, 3, iterations, digest.bytes)
    const actual = createHmac(digest.name, key).update(content).digest()
    if (actual.length === expected.length && timingSafeEqual(actual, expected)) return secret
  }
  throw new Refusal('password-wrong')
}

/** Decrypts one entry. The password is known to be right, so that a failure is the file's: `key-file-unreadable`. */
export async function decrypt(algorithm: AlgorithmIdentifier, data: Buffer, secret: Secret): Promise<Uint8Array<ArrayBuffer>> {
  const id = algorithm.algorithmId
  if (id === ids.pbes2) return decryptPbes2(algorithm, data, secret)
  if (!isKey(oldCiphers, id)) throw unreadable(`encryption ${id}`)
  const parameters: unknown = algorithm.algorithmParams
  const [saltValue, iterations] = parameters instanceof Sequence ? parameters.valueBlock.value : []
  if (!(iterations instanceof Integer)) throw unreadable('iteration count')
  const salt = saltOf(saltValue)
  const count = iterations.valueBlock.valueDec
  const sha1 = digests['1.3.14.3.2.26']
  const key = derivePkcs12(secret, sha1, salt, 1, count, oldCiphers[id].keyBytes)
  const iv = derivePkcs12(secret, sha1, salt, 2, count, 8)
  return decryptOld(oldCiphers[id].name, key, iv, data)
}

/** PBES2 (RFC 8018, 6.2) with PBKDF2; the password is taken in UTF-8. */
async function decryptPbes2(algorithm: AlgorithmIdentifier, data: Buffer, secret: Secret): Promise<Uint8Array<ArrayBuffer>> {
  const { keyDerivationFunc, encryptionScheme } = new PBES2Params({ schema: algorithm.algorithmParams })
  if (keyDerivationFunc.algorithmId !== ids.pbkdf2) throw unreadable(`key derivation ${keyDerivationFunc.algorithmId}`)
  const { salt, iterationCount, keyLength, prf } = new PBKDF2Params({ schema: keyDerivationFunc.algorithmParams })
  const digest = prf === undefined ? 'sha1' : prfs[prf.algorithmId]
  const cipher = ciphers[encryptionScheme.algorithmId]
  const ivValue: unknown = encryptionScheme.algorithmParams
  if (digest === undefined) throw unreadable(`key derivation with ${prf?.algorithmId}`)
  if (cipher === undefined || !(ivValue instanceof OctetString)) throw unreadable(`encryption ${encryptionScheme.algorithmId}`)
  if (keyLength !== undefined && keyLength !== cipher.keyBytes) throw unreadable('key length')
  spend(secret.budget, 'pbkdf2', iterationCount, 1)
  const key = await derive(Buffer.from(secret.password ?? '', 'utf8'), saltOf(salt), iterationCount, cipher.keyBytes, digest)
  const iv = Buffer.from(ivValue.getValue())
  if (cipher.name === '3des') return decryptOld('3des', key, iv, data)
  try {
    const decipher = createDecipheriv(cipher.name, key, iv)
    return new Uint8Array(Buffer.concat([decipher.update(data), decipher.final()]))
  } catch {
    throw unreadable('an entry cannot be decrypted')
  }
}
