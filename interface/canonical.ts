import canonicalizeJson from 'canonicalize'

/** Canonical JSON (RFC 8785) in UTF-8. Throws a TypeError on what JSON cannot hold: that is a bug of the caller. */
export function canonical(value: unknown): Uint8Array<ArrayBuffer> {
  const json = canonicalizeJson(value)
  if (json === undefined) throw new TypeError('not representable as JSON')
  return new TextEncoder().encode(json)
}
