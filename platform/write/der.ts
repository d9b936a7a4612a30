import { Constructed, Null, ObjectIdentifier, OctetString, Sequence, Set as Asn1Set } from 'asn1js'
import type { BaseBlock } from 'asn1js'

/** Building blocks of DER (X.690, 10 and 11), so that structures read like their ASN.1. */
export const sequence = (...value: BaseBlock[]): Sequence => new Sequence({ value })
export const oid = (value: string): ObjectIdentifier => new ObjectIdentifier({ value })
export const octetString = (bytes: Uint8Array): OctetString => new OctetString({ valueHex: new Uint8Array(bytes).buffer })
export const algorithm = (identifier: string, parameters?: BaseBlock): Sequence => sequence(oid(identifier), ...(parameters ? [parameters] : []))
export const nothing = (): Null => new Null()
export const encode = (block: BaseBlock): Buffer => Buffer.from(block.toBER())

/** SET OF: its elements stand in the order of their encodings (X.690, 11.6). */
export const setOf = (elements: readonly BaseBlock[]): Asn1Set => new Asn1Set({ value: inOrder(elements) })

/** `[tag] IMPLICIT SET OF` or `[tag] EXPLICIT`: a constructed block of the context class. */
export const tagged = (tagNumber: number, value: BaseBlock[]): Constructed => new Constructed({ idBlock: { tagClass: 3, tagNumber }, value })

export const inOrder = (elements: readonly BaseBlock[]): BaseBlock[] => elements.toSorted((a, b) => Buffer.compare(encode(a), encode(b)))
