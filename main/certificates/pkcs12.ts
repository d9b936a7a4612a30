import { Refusal } from '../../interface/errors.ts'
import { chooseIdentity, type Identity } from './identity.ts'
import { readContents } from './pkcs12-contents.ts'

export type { Identity, KeyPair } from './identity.ts'

/** Two keys and their chains are some ten KiB. */
export const maxPkcs12Bytes = 1024 * 1024

/**
 * Opens a PKCS#12 file (RFC 7292) with a password: PBES2 with AES, and the old RC2 and 3DES that authorities still issue.
 * RSA and EC P-256. Refusals: `password-wrong` (by the file's own MAC, before anything is decrypted), `key-file-unreadable`,
 * `key-missing`, `signer-mismatch` (keys of two holders).
 */
export async function openPkcs12(bytes: Uint8Array, password: string): Promise<Identity> {
  if (bytes.length > maxPkcs12Bytes) throw new Refusal('key-file-unreadable', `larger than ${maxPkcs12Bytes} bytes`)
  try {
    return chooseIdentity(await readContents(bytes, password))
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal('key-file-unreadable', 'not the structure of PKCS#12')
  }
}
