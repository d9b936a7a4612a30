import { BitString, fromBER } from 'asn1js'
import { Certificate } from 'pkijs'
import { Refusal } from '../../interface/errors.ts'
import { party } from '../../interface/schemas/common.ts'
import type { Party } from '../../interface/schemas/common.ts'

const organizationIdentifier = '2.5.4.97'
const organizationName = '2.5.4.10'
const keyUsageExtension = '2.5.29.15'

/** KeyUsage bits (RFC 5280, 4.2.1.3) in the first byte, highest first. */
const usage = { digitalSignature: 0x80, nonRepudiation: 0x40, keyEncipherment: 0x20, keyAgreement: 0x08 }

export function readCertificate(pem: string): Certificate {
  const body = /-----BEGIN CERTIFICATE-----([\s\S]+?)-----END CERTIFICATE-----/.exec(pem)?.[1]
  try {
    const bytes = Buffer.from(body ?? '', 'base64')
    const { offset, result } = fromBER(new Uint8Array(bytes))
    if (offset !== bytes.length) throw new TypeError('not one structure')
    return new Certificate({ schema: result })
  } catch {
    throw new Refusal('certificate-unreadable')
  }
}

/** Holder of a certificate: 统一社会信用代码 in organizationIdentifier, name in organizationName (docs/formats.md). */
export function certificateHolder(certificate: Certificate): Party {
  const value = (type: string): unknown => certificate.subject.typesAndValues.find((each) => each.type === type)?.value.valueBlock.value
  const holder = party.safeParse({ id: value(organizationIdentifier), name: value(organizationName) })
  if (!holder.success) throw new Refusal('signer-certificate', 'the certificate names no holder')
  return holder.data
}

/** Without the extension every use is permitted by RFC 5280; we want it stated. */
function keyUsage(certificate: Certificate): number {
  const extension = certificate.extensions?.find((each) => each.extnID === keyUsageExtension)
  if (extension === undefined) return 0
  const { result } = fromBER(new Uint8Array(extension.extnValue.valueBlock.valueHexView))
  return result instanceof BitString ? (result.valueBlock.valueHexView[0] ?? 0) : 0
}

export const maySign = (certificate: Certificate): boolean =>
  (keyUsage(certificate) & (usage.digitalSignature | usage.nonRepudiation)) !== 0
export const mayEncipher = (certificate: Certificate): boolean => (keyUsage(certificate) & usage.keyEncipherment) !== 0
export const mayAgree = (certificate: Certificate): boolean => (keyUsage(certificate) & usage.keyAgreement) !== 0
