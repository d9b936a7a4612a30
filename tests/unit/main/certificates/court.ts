import { expect } from 'vitest'
import { readCertificate, type Certificate } from '../../../../main/certificates/certificate.ts'
import { readCrl } from '../../../../main/certificates/crl.ts'
import { judgeCertificate, type JudgeOptions } from '../../../../main/certificates/judge.ts'
import type { TrustStore } from '../../../../main/certificates/trust.ts'
import type { Part } from '../../../../main/certificates/verdict.ts'
import { authority, encrypter, signer, Workshop } from './openssl.ts'

/** An hour ahead: certificates that single tests make are valid by then. */
export const now = new Date(Date.now() + 3_600_000)

export interface Question {
  certificate?: string
  intermediates?: string[]
  anchors?: string[]
  crls?: string[]
  at?: Date
  purpose?: JudgeOptions['purpose']
  profile?: TrustStore['profile']
  timestampAuthorities?: string[]
  certificationBodies?: string[]
}

/** Authorities `ca` and, below it, `sub`; `signer` by `sub`; `direct` (same key) and `encrypter` by `ca`; a current list of each authority. */
export class Court {
  readonly workshop = new Workshop()
  /** Of `ca` and of `sub`. */
  lists: [string, string] = ['', '']

  prepare(): void {
    const { workshop } = this
    workshop.issue('ca', { kind: 'rsa', extensions: authority })
    workshop.issue('sub', { issuer: 'ca', extensions: authority, serial: '0x5b' })
    workshop.issue('signer', { issuer: 'sub', extensions: signer, serial: '0x51' })
    workshop.issue('direct', { issuer: 'ca', key: 'signer', extensions: signer })
    workshop.issue('encrypter', { issuer: 'ca', extensions: encrypter })
    this.lists = [workshop.crl('ca'), workshop.crl('sub')]
  }

  read(name: string): Certificate {
    return readCertificate(this.workshop.read(`${name}.pem`))
  }

  /** Judges `signer` below `sub` below `ca`, unless the question says otherwise. */
  async judge(question: Question = {}): Promise<Part[]> {
    const { certificate = 'signer', intermediates = ['sub'], anchors = ['ca'], crls = this.lists } = question
    const { at = now, purpose = 'signing', profile = 'production' } = question
    const readAll = (names: string[] = []) => names.map((name) => this.read(name))
    const trust: TrustStore = {
      profile,
      anchors: readAll(anchors),
      crls: crls.map(readCrl),
      timestampAuthorities: readAll(question.timestampAuthorities),
      certificationBodies: readAll(question.certificationBodies),
    }
    const parts = await judgeCertificate(this.read(certificate), { intermediates: readAll(intermediates), trust, at, purpose })
    expect(parts.map((each) => each.part)).toEqual(['chain', 'purpose', 'revocation'])
    return parts
  }

  /** `chain purpose revocation`, each as its code or its state. */
  async summary(question: Question = {}): Promise<string> {
    return (await this.judge(question)).map((each) => each.code ?? each.state).join(' ')
  }

  async detail(part: Part['part'], question: Question): Promise<string> {
    return (await this.judge(question)).find((each) => each.part === part)?.detail ?? ''
  }
}
