import { createPublicKey, type KeyObject } from 'node:crypto'
import { Refusal } from '../../interface/errors.ts'
import type { Certificate } from './certificate.ts'
import { distinct, issuersOf } from './path.ts'
import type { Contents } from './pkcs12-contents.ts'

export interface KeyPair { certificate: Certificate, privateKey: KeyObject }

/** Who works with this program: a signing and an encryption certificate (双证书) of one holder, or one for both. */
export interface Identity {
  holder: { id: string, name: string }
  signing: KeyPair
  encryption: KeyPair
  /** Authorities in the file that lead up from the two certificates, nearest first; a root may be among them. */
  chain: Certificate[]
}

/**
 * Which certificate belongs to which key is decided by the public key, whatever the file's names and identifiers say; which pair signs
 * and which decrypts by the key usage of the certificate. Refusals: `key-missing`, `signer-mismatch`.
 */
export function chooseIdentity({ keys, certificates }: Contents): Identity {
  const all = distinct(certificates)
  const pairs = all.filter((each) => !each.uses.ca && !each.uses.timestamp && each.keyType !== 'other').flatMap((certificate) => {
    const privateKey = keys.find((key) => createPublicKey(key).equals(certificate.publicKey))
    return privateKey ? [{ certificate, privateKey }] : []
  })
  if (pairs.length === 0) throw new Refusal('key-missing', 'no RSA or P-256 key with its certificate')
  const holder = oneHolder(pairs)
  const signing = choose(pairs, 'sign', 'encrypt')
  const encryption = choose(pairs, 'encrypt', 'sign')
  const authorities = all.filter((each) => each.uses.ca)
  const chain = distinct([signing, encryption].flatMap(({ certificate }) => issuersOf(certificate, authorities)))
  return { holder, signing, encryption, chain }
}

const describe = ({ certificate: { holder, serial } }: KeyPair) => `${holder.name} (${holder.id ?? 'no identifier'}), serial ${serial}`

function oneHolder(pairs: readonly KeyPair[]): Identity['holder'] {
  const [{ id, name } = { id: null, name: '' }, ...others] = pairs.map((each) => each.certificate.holder)
  if (others.some((other) => other.id !== id)) {
    throw new Refusal('signer-mismatch', 'the file holds keys of two holders', pairs.map(describe))
  }
  if (id === null) throw new Refusal('key-missing', `the certificate of ${name} names no organisation (organizationIdentifier, 2.5.4.97)`)
  return { id, name }
}

/** A certificate for this use only before one for both; of several the one that is valid longest (a renewed one). */
function choose(pairs: readonly KeyPair[], use: 'sign' | 'encrypt', other: 'sign' | 'encrypt'): KeyPair {
  const [best] = pairs.filter(({ certificate }) => certificate.uses[use]).toSorted((a, b) =>
    Number(a.certificate.uses[other]) - Number(b.certificate.uses[other])
    || b.certificate.notAfter.getTime() - a.certificate.notAfter.getTime())
  if (best) return best
  const detail = use === 'sign' ? 'no signing key: every certificate is for encryption' : 'no encryption key: every certificate is for signing'
  throw new Refusal('key-missing', detail, pairs.map(describe))
}
