import production from '../../assets/trust/production.json' with { type: 'json' }
import { Refusal } from '../../interface/errors.ts'
import { trustSchema } from '../../interface/schemas/trust.ts'
import { readCertificate, type Certificate } from './certificate.ts'
import { readCrl, type CertificateList } from './crl.ts'

/** Whom a profile trusts. */
export interface TrustStore {
  profile: 'production' | 'practice'
  anchors: Certificate[]
  crls: CertificateList[]
  timestampAuthorities: Certificate[]
  certificationBodies: Certificate[]
}

/** Reads a trust list. Refusals: `bad-input` with every place, `practice-certificate` where a production list names one. */
export function readTrust(json: unknown): TrustStore {
  const parsed = trustSchema.safeParse(json)
  if (!parsed.success) {
    const places = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'trust list'}: ${issue.message}`)
    throw new Refusal('bad-input', places[0], places)
  }
  const { profile, ...lists } = parsed.data
  const store: TrustStore = {
    profile,
    anchors: readAll('anchors', lists.anchors, readCertificate),
    crls: readAll('crls', lists.crls, readCrl),
    timestampAuthorities: readAll('timestampAuthorities', lists.timestampAuthorities, readCertificate),
    certificationBodies: readAll('certificationBodies', lists.certificationBodies, readCertificate),
  }
  if (profile === 'production') refusePractice(store)
  return store
}

function readAll<T>(name: string, list: readonly string[], read: (pem: string) => T): T[] {
  return list.map((pem, index) => {
    try {
      return read(pem)
    } catch (error) {
      throw error instanceof Refusal ? new Refusal('bad-input', `${name}.${index}: ${error.message}`) : error
    }
  })
}

function refusePractice({ anchors, timestampAuthorities, certificationBodies, crls }: TrustStore): void {
  const certificate = [...anchors, ...timestampAuthorities, ...certificationBodies].find((each) => each.isPractice)
  const marked = certificate?.subject ?? crls.find((each) => each.isPractice)?.issuer
  if (marked !== undefined) throw new Refusal('practice-certificate', marked)
}

/** The anchors that the program comes with (assets/trust/production.json). */
export const builtInTrust = (): TrustStore => readTrust(production)
