import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { X509Certificate } from 'node:crypto'
import { Refusal } from '../../interface/errors.ts'
import type { Trust } from '../../interface/schemas/trust.ts'
import { issueCertificate, issueEmptyCrl } from './certificates.ts'
import type { Issuer } from './certificates.ts'
import { identities } from './identities.ts'
import type { Identity } from './identities.ts'
import { keyPem, makeKeyPair, randomPassword } from './keys.ts'
import { holderName, rootName, timestampName } from './names.ts'
import { makePkcs12 } from './pkcs12.ts'

/** Its presence says that the folder is complete: it is the last file to appear. */
const lastFile = 'ca.pem'

interface NewFile { name: string, content: string | Uint8Array, secret: boolean }

const open = (name: string, content: string): NewFile => ({ name, content, secret: false })
const secret = (name: string, content: string | Uint8Array): NewFile => ({ name, content, secret: true })

/**
 * Makes a practice authority in `dir`: root, revocation list, timestamp authority, trust list, and every identity with a signing and an
 * encryption certificate (双证书). Refuses with `file-exists` where one of the files stands already; leaves nothing half-written.
 */
export async function initPractice(dir: string): Promise<void> {
  const target = resolve(dir)
  if (existsSync(join(target, lastFile))) throw new Refusal('file-exists', join(target, lastFile))
  await mkdir(dirname(target), { recursive: true })
  const workshop = await mkdtemp(`${target}.new-`)
  try {
    const files = await makeFiles()
    for (const { name, content, secret } of files) {
      await writeFile(join(workshop, name), content, { mode: secret ? 0o600 : 0o644, flag: 'wx', flush: true })
    }
    await moveInto(target, workshop, files.map((file) => file.name))
  } finally {
    await rm(workshop, { recursive: true, force: true })
  }
}

async function makeFiles(): Promise<NewFile[]> {
  const keys = await makeKeyPair('RSA', 3072)
  const root: Issuer = { name: rootName, keys }
  const ca = issueCertificate(rootName, keys.publicKey, 'authority', root)
  const crl = issueEmptyCrl(root)
  const timestampKeys = await makeKeyPair('RSA')
  const tsa = issueCertificate(timestampName, timestampKeys.publicKey, 'timestamp', root)
  const members = await Promise.all(identities.map((identity) => makeMember(identity, root, ca)))
  const certifier = members.find((member) => member.identity.name === 'certifier')
  if (certifier === undefined) throw new TypeError('there is no certifier')
  const trust: Trust = {
    format: 'sealbid/trust/1',
    profile: 'practice',
    anchors: [ca.toString()],
    crls: [crl],
    timestampAuthorities: [ca.toString()],
    certificationBodies: [certifier.signing.toString()],
  }
  return [
    secret('ca.key', keyPem(keys.privateKey)),
    open('ca.crl', crl),
    open('tsa.pem', tsa.toString()),
    secret('tsa.key', keyPem(timestampKeys.privateKey)),
    open('trust.json', json(trust)),
    ...members.flatMap((member) => member.files),
    secret('passwords.json', json(Object.fromEntries(members.map(({ identity, password }) => [identity.name, password])))),
    open(lastFile, ca.toString()),
  ]
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

interface Member { identity: Identity, signing: X509Certificate, password: string, files: NewFile[] }

/** One identity: two keys, two certificates, one PKCS#12 file with both under a password of its own. */
async function makeMember(identity: Identity, root: Issuer, ca: X509Certificate): Promise<Member> {
  const { name, keyType } = identity
  const [signingKeys, encryptionKeys] = await Promise.all([makeKeyPair(keyType), makeKeyPair(keyType)])
  const signing = issueCertificate(holderName(identity, '签名'), signingKeys.publicKey, 'signing', root)
  const encryption = issueCertificate(holderName(identity, '加密'), encryptionKeys.publicKey, 'encryption', root)
  const password = randomPassword()
  const entries = [
    { friendlyName: name, key: signingKeys.privateKey, certificate: signing },
    { friendlyName: `${name}-encrypt`, key: encryptionKeys.privateKey, certificate: encryption },
  ]
  const files = [
    open(`${name}.pem`, signing.toString()),
    secret(`${name}.key`, keyPem(signingKeys.privateKey)),
    open(`${name}-encrypt.pem`, encryption.toString()),
    secret(`${name}-encrypt.key`, keyPem(encryptionKeys.privateKey)),
    secret(`${name}.p12`, makePkcs12(entries, ca, password)),
  ]
  return { identity, signing, password, files }
}

/** A new or empty folder appears in one step. Into a folder with other things in it the files move one by one, the decisive one last. */
async function moveInto(target: string, workshop: string, names: readonly string[]): Promise<void> {
  const present = existsSync(target) ? await readdir(target) : []
  const taken = names.filter((name) => present.includes(name))
  if (taken.length > 0) throw new Refusal('file-exists', target, taken)
  if (present.length > 0) return moveOneByOne(target, workshop, names)
  try {
    if (existsSync(target)) await rmdir(target)
    await rename(workshop, target)
  } catch (error) {
    if (existsSync(join(target, lastFile))) throw new Refusal('file-exists', join(target, lastFile))
    throw error
  }
}

/** What was moved is taken away again if the rest cannot follow. */
async function moveOneByOne(target: string, workshop: string, names: readonly string[]): Promise<void> {
  const moved: string[] = []
  try {
    for (const name of names) {
      await rename(join(workshop, name), join(target, name))
      moved.push(name)
    }
  } catch (error) {
    for (const name of moved) await rm(join(target, name), { force: true })
    throw error
  }
}
