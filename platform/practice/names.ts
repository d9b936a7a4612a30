import { PrintableString, Utf8String } from 'asn1js'
import { RelativeDistinguishedNames } from 'pkijs'
import { encode, oid, sequence, setOf } from '../der.ts'
import { practiceMark } from './identities.ts'
import type { Identity } from './identities.ts'

const types = { C: '2.5.4.6', O: '2.5.4.10', OU: '2.5.4.11', organizationIdentifier: '2.5.4.97', CN: '2.5.4.3' } as const
type Part = readonly [type: keyof typeof types, value: string]

/**
 * A distinguished name with one attribute in each of its parts, in the order given: the country as PrintableString (X.520), all else
 * UTF-8 (RFC 5280, 4.1.2.4). Made from its bytes, since pkijs would put all attributes into one part.
 */
function distinguishedName(parts: readonly Part[]): RelativeDistinguishedNames {
  const name = sequence(...parts.map(([type, value]) =>
    setOf(sequence(oid(types[type]), type === 'C' ? new PrintableString({ value }) : new Utf8String({ value })))))
  return RelativeDistinguishedNames.fromBER(encode(name))
}

const authority = (commonName: string): RelativeDistinguishedNames =>
  distinguishedName([['C', 'CN'], ['O', '封标演练CA'], ['OU', practiceMark], ['CN', commonName]])

export const rootName = authority('SealBid Practice Root CA')
export const timestampName = authority('SealBid Practice Timestamp Authority')

/** The holder's certificate of one of its two purposes (双证书): 签名 signs, 加密 is enveloped to. */
export const holderName = (holder: Identity, purpose: '签名' | '加密'): RelativeDistinguishedNames =>
  distinguishedName([
    ['C', 'CN'],
    ['O', holder.organisation],
    ['OU', practiceMark],
    ['organizationIdentifier', holder.id],
    ['CN', `${holder.organisation} ${purpose}`],
  ])
