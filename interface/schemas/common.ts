import { z } from 'zod'

/** A digest as it is written everywhere: 32 bytes (SHA-256 or SM3) as 64 lower-case hex digits. */
export const digest = z.string().regex(/^[0-9a-f]{64}$/)

/** RFC 3339 date-time with an offset. */
export const time = z.iso.datetime({ offset: true })

/** A decimal amount without exponent, sign or grouping: `"28650000.00"`. */
export const amount = z.string().regex(/^(0|[1-9]\d{0,14})(\.\d{1,6})?$/)

/** Name of a lot, section, envelope, field, item: a word that is safe in a file name on every system. */
export const identifier = z.string().regex(/^[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?$/i)

/** 统一社会信用代码 (GB 32100-2015): 18 characters without I, O, S, V, Z. */
export const organisationId = z.string().regex(/^[0-9A-HJ-NP-RTUWXY]{18}$/)

/** Free text of one line; never with control characters. */
// oxlint-disable-next-line no-control-regex -- the control characters are what is refused
export const line = (max = 300) => z.string().min(1).max(max).regex(/^[^\u0000-\u001f\u007f]*$/u)

/** Free text of several lines. */
// oxlint-disable-next-line no-control-regex -- the control characters are what is refused
export const text = (max = 20_000) => z.string().max(max).regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/u)

/** 16 random bytes or more, base64url without padding. */
export const nonce = z.string().regex(/^[A-Za-z0-9_-]{22,86}$/)

/** Bytes in base64 (RFC 4648, padded). */
export const base64 = (maxBytes: number) =>
  z.string().regex(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/).max(Math.ceil(maxBytes / 3) * 4)

/** One X.509 certificate in PEM. */
export const pem = z.string().max(20_000).regex(/^-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*$/)

/** `http(s)://host[:port]`, nothing behind it. */
export const origin = z.string().max(300).regex(/^https?:\/\/[a-z0-9.\-[\]:]+$/i)

export const suite = z.enum(['intl', 'gm'])
export type SuiteName = z.infer<typeof suite>

export const platformCode = z.string().regex(/^[A-Z0-9][A-Z0-9-]{2,31}$/)

export const party = z.strictObject({ id: organisationId, name: line() })
export type Party = z.infer<typeof party>
