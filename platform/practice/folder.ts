import { createPrivateKey, X509Certificate } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '../../interface/errors.ts'
import { trustSchema } from '../../interface/schemas/trust.ts'
import type { Trust } from '../../interface/schemas/trust.ts'
import type { TimestampAuthority } from './timestamp.ts'

/** A certificate with its key, and the PEM files that hold them, for programs that want files. */
export interface Credential {
  certificate: X509Certificate
  key: KeyObject
  certificateFile: string
  keyFile: string
}

/** What the reference platform takes from a practice folder. */
export interface Practice {
  dir: string
  ca: { certificate: X509Certificate, certificateFile: string }
  /** PEM. */
  crl: { pem: string, file: string }
  tsa: Credential & TimestampAuthority
  platform: { signing: Credential, encryption: Credential }
  /** Signs the certification statement. */
  certifier: Credential
  trust: Trust
}

/**
 * Reads a practice folder as `initPractice` made it. Refuses with `file-not-found`, with `bad-input` if a file is not what its name says or a key
 * is not its certificate's, and with `not-practice` if the trust list is not one of practice.
 */
export async function readPractice(dir: string): Promise<Practice> {
  const caFile = join(dir, 'ca.pem')
  const crlFile = join(dir, 'ca.crl')
  const ca = await readCertificate(caFile)
  const trust = await readTrust(join(dir, 'trust.json'))
  const crl = await readText(crlFile)
  if (!trust.crls.includes(crl)) throw new Refusal('bad-input', `${crlFile}: not the list that trust.json holds`)
  const [tsa, signing, encryption, certifier] = await Promise.all([
    readCredential(dir, 'tsa', ca), readCredential(dir, 'platform', ca), readCredential(dir, 'platform-encrypt', ca), readCredential(dir, 'certifier', ca),
  ])
  return {
    dir,
    ca: { certificate: ca, certificateFile: caFile },
    crl: { pem: crl, file: crlFile },
    tsa,
    platform: { signing, encryption },
    certifier,
    trust,
  }
}

async function readCredential(dir: string, name: string, ca: X509Certificate): Promise<Credential> {
  const certificateFile = join(dir, `${name}.pem`)
  const keyFile = join(dir, `${name}.key`)
  const certificate = await readCertificate(certificateFile)
  const key = await readAs(keyFile, createPrivateKey)
  if (!certificate.checkPrivateKey(key)) throw new Refusal('bad-input', `${keyFile}: not the key of ${name}.pem`)
  if (!certificate.checkIssued(ca) || !certificate.verify(ca.publicKey)) throw new Refusal('bad-input', `${certificateFile}: not issued by ca.pem`)
  return { certificate, key, certificateFile, keyFile }
}

const readCertificate = (file: string): Promise<X509Certificate> => readAs(file, (pem) => new X509Certificate(pem))

async function readTrust(file: string): Promise<Trust> {
  const trust = await readAs(file, (json) => trustSchema.parse(JSON.parse(json)))
  if (trust.profile !== 'practice') throw new Refusal('not-practice', file)
  return trust
}

async function readAs<T>(file: string, parse: (text: string) => T): Promise<T> {
  const text = await readText(file)
  try {
    return parse(text)
  } catch {
    throw new Refusal('bad-input', file)
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch {
    throw new Refusal('file-not-found', file)
  }
}
