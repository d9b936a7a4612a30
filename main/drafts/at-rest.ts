import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { Refusal } from '../../interface/errors.ts'
import type { KeyStore } from './workspace-key.ts'

/** What rests in the workspace in secret: AES-256-GCM under the workspace key, bound to its place by associated data. */
export interface AtRest { nonce: Buffer, ciphertext: Buffer, tag: Buffer }

export function encryptAtRest(keys: KeyStore, plaintext: Uint8Array, associated: Buffer): AtRest {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keys.load(), nonce, { authTagLength: 16 }).setAAD(associated)
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()])
  return { nonce, ciphertext, tag: cipher.getAuthTag() }
}

/** @throws Refusal `workspace-damaged` if the bytes, their place or the workspace key are not what they were */
export function decryptAtRest(keys: KeyStore, { nonce, ciphertext, tag }: AtRest, associated: Buffer, what: string): Buffer {
  const cipher = createDecipheriv('aes-256-gcm', keys.load(), nonce, { authTagLength: 16 })
  cipher.setAAD(associated).setAuthTag(tag)
  const plaintext = cipher.update(ciphertext)
  try {
    return Buffer.concat([plaintext, cipher.final()])
  } catch {
    throw new Refusal('workspace-damaged', what)
  }
}
