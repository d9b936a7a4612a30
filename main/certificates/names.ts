import { DerError, oidText, readWhole, tag, type DerReader, type Tlv } from '../crypto/der.ts'

/** One attribute of a distinguished name; `value` is null where it is not a character string. */
export interface Attribute { type: string, value: string | null, der: Buffer }

/** Relative distinguished names in the order of the encoding (X.501: from the root down). */
export type Name = Attribute[][]

export const attributeTypes = { commonName: '2.5.4.3', organization: '2.5.4.10', unit: '2.5.4.11', organizationIdentifier: '2.5.4.97' } as const

/** Short names: RFC 4514, clause 3, and registered descriptors (IANA, LDAP parameters) that certificates of organisations carry. */
const shortNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN', '2.5.4.7': 'L', '2.5.4.8': 'ST', '2.5.4.9': 'street', '2.5.4.10': 'O', '2.5.4.11': 'OU', '2.5.4.6': 'C',
  '0.9.2342.19200300.100.1.25': 'DC', '0.9.2342.19200300.100.1.1': 'UID', '2.5.4.5': 'serialNumber', '2.5.4.12': 'title',
  '2.5.4.97': 'organizationIdentifier', '1.2.840.113549.1.9.1': 'emailAddress',
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const utf16 = new TextDecoder('utf-16be', { fatal: true, ignoreBOM: true })

/** DirectoryString and its relatives (RFC 5280, appendix A). Throws where the bytes are not what the type says. */
function stringValue({ tag, value }: Tlv): string | null {
  try {
    if (tag === 0x0c) return utf8.decode(value)
    if (tag === 0x1e) return utf16.decode(value)
    // PrintableString, NumericString, IA5String, and TeletexString, which the field writes in Latin-1.
    if (tag === 0x13 || tag === 0x12 || tag === 0x16 || tag === 0x14) return value.toString('latin1')
  } catch {
    throw new DerError('characters in a name')
  }
  return null
}

function readAttribute(reader: DerReader): Attribute {
  const type = oidText(reader.next(tag.oid).value)
  const value = reader.next()
  reader.end()
  return { type, value: stringValue(value), der: value.whole }
}

/** Name (RFC 5280, 4.1.2.4) from its DER. */
export function readName(der: Buffer): Name {
  return readWhole(der).enterAll(tag.set).map((part) => {
    const attributes = part.enterAll().map(readAttribute)
    if (attributes.length === 0) throw new DerError('empty part in a name')
    return attributes
  })
}

/** Every value of one attribute type, from the root down. */
export const valuesOf = (name: Name, type: string): string[] =>
  name.flat().flatMap((each) => each.type === type && each.value !== null ? [each.value] : [])

const hex = (character: string) => [...Buffer.from(character)].map((byte) => `\\${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')

/** RFC 4514, 2.4; control characters are written in hex so that a name is always one line. */
const escape = (value: string) => value
  .replaceAll(/["+,;<>\\]/g, String.raw`\$&`)
  .replaceAll(/\p{Cc}/gu, hex)
  .replace(/^[ #]/, String.raw`\$&`)
  .replace(/(?<!^\\) $/, String.raw`\ `)

function formatAttribute({ type, value, der }: Attribute): string {
  const short = shortNames[type]
  return short === undefined || value === null ? `${short ?? type}=#${der.toString('hex').toUpperCase()}` : `${short}=${escape(value)}`
}

/** RFC 4514: the last part first, in UTF-8. The same as `openssl x509 -nameopt RFC2253,-esc_msb` writes. */
export const formatName = (name: Name): string => name.map((part) => part.map(formatAttribute).join('+')).toReversed().join(',')
