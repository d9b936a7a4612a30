import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Refusal } from '../../interface/errors.ts'
import { readCertificate } from '../certificates/certificate.ts'
import { keyFileId } from '../drafts/key-files.ts'

export interface PracticeKey {
  name: string
  holder: { id: string | null, name: string }
  role: 'agency' | 'tenderer' | 'bidder'
  backup: boolean
  password: string
  /** Id under which its .p12 is, or would be, imported. */
  id: string
  file: string
}

const passwords = z.record(z.string(), z.string())

function roleOf(name: string): PracticeKey['role'] | null {
  if (name === 'agency') return 'agency'
  if (name.startsWith('tenderer')) return 'tenderer'
  return name.startsWith('bidder-') ? 'bidder' : null
}

/** The folder of a rehearsal's identities: `passwords.json`, and for each name a `.p12` with its certificates beside it. */
export class PracticeFolder {
  readonly path: string
  readonly keys: readonly PracticeKey[]

  /** @throws Refusal `file-not-found`, `bad-input` */
  constructor(path: string) {
    this.path = path
    this.keys = readKeys(path)
  }

  /** @throws Refusal `file-not-found` */
  find(name: string): PracticeKey {
    const key = this.keys.find((each) => each.name === name)
    if (key === undefined) throw new Refusal('file-not-found', `practice identity ${name}`)
    return key
  }

  /** Password of a key file that is one of the folder's, byte for byte; null for any other. */
  passwordOf(id: string): string | null {
    return this.keys.find((each) => each.id === id)?.password ?? null
  }

  /** A certificate of the folder, for example `tenderer-encrypt.pem`; undefined where there is none. */
  certificate(file: string): string | undefined {
    const isHere = readdirSync(this.path).includes(file) && file.endsWith('.pem')
    return isHere ? readFileSync(join(this.path, file), 'latin1') : undefined
  }
}

function readKeys(path: string): PracticeKey[] {
  const file = join(path, 'passwords.json')
  if (!existsSync(file)) throw new Refusal('file-not-found', file)
  const parsed = passwords.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!parsed.success) throw new Refusal('bad-input', file)
  return Object.entries(parsed.data).flatMap(([name, password]): PracticeKey[] => {
    const role = roleOf(name)
    const pkcs12 = join(path, `${name}.p12`)
    if (role === null || !existsSync(pkcs12)) return []
    const { holder } = readCertificate(readFileSync(join(path, `${name}.pem`), 'latin1'))
    return [{ name, holder, role, backup: name.endsWith('-backup'), password, id: keyFileId(readFileSync(pkcs12)), file: pkcs12 }]
  })
}
