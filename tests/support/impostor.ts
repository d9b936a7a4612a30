import { readCertificate, type Certificate } from '../../main/certificates/certificate.ts'
import { issueCertificate } from '../../platform/practice/certificates.ts'
import { makeKeyPair } from '../../platform/practice/keys.ts'
import { rootName } from '../../platform/practice/names.ts'

/** A root certificate with the name of the practice authority and another key. */
export async function impostorRoot(): Promise<Certificate> {
  const keys = await makeKeyPair('RSA')
  return readCertificate(issueCertificate(rootName, keys.publicKey, 'authority', { name: rootName, keys }).raw)
}
