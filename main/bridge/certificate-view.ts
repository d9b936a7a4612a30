import type { CertificateDetails, CertificateView } from '../../preload/contract/certificates.ts'
import type { Certificate } from '../certificates/certificate.ts'
import { judgeCertificate } from '../certificates/judge.ts'
import { worst } from '../certificates/verdict.ts'
import type { TrustContext } from '../container/verify.ts'
import type { KeyFile } from '../drafts/key-files.ts'

/** An imported certificate file as the window sees it: what it says, and what the trust list says of it now. */

async function details(
  certificate: Certificate, purpose: 'signing' | 'encryption', chain: Certificate[], { trust, now }: TrustContext,
): Promise<CertificateDetails> {
  const parts = await judgeCertificate(certificate, { intermediates: chain, trust, at: now(), purpose })
  const { serial, subject, issuer, fingerprint, notBefore, notAfter, keyType } = certificate
  return {
    serial, subject, issuer, fingerprint, keyType,
    notBefore: notBefore.toISOString(), notAfter: notAfter.toISOString(), verdict: { state: worst(parts), parts },
  }
}

export async function certificateView(file: KeyFile, unlocked: boolean, context: TrustContext): Promise<CertificateView> {
  const { id, holder, signing, encryption, chain, importedAt } = file
  return {
    id, holder, importedAt, unlocked,
    signing: await details(signing, 'signing', chain, context),
    encryption: await details(encryption, 'encryption', chain, context),
    same: signing.fingerprint === encryption.fingerprint,
    practice: signing.isPractice || encryption.isPractice,
  }
}
