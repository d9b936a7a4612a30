// Preload (`--import`): takes from node:crypto what Electron's BoringSSL lacks — SM2, SM3, SM4, AES key wrap, AES-CCM — so that code that reaches
// for it fails here as it would there. Worker threads inherit the preload.
import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'

const missing = /^sm[234]|-sm3$|\bsm[234]\b|wrap|-ccm$|aes-?kw/i

function refuse(name: unknown): void {
  const text = typeof name === 'string' ? name : (name as { name?: unknown } | null)?.name
  if (typeof text === 'string' && missing.test(text)) throw new Error(`not in BoringSSL: ${text}`)
}

type Callable = (...args: unknown[]) => unknown
type Owner = Record<string, Callable>

/** Looks at the arguments at these positions before the call. */
function guard(owner: object, name: string, ...positions: number[]): void {
  const table = owner as Owner
  const original = table[name]
  if (original === undefined) throw new Error(`there is no ${name} to guard`)
  table[name] = function guarded(this: unknown, ...args: unknown[]): unknown {
    for (const position of positions) refuse(args[position])
    return original.apply(this, args)
  }
}

for (const name of [
  'createCipheriv', 'createDecipheriv', 'createHash', 'createHmac', 'createSign', 'createVerify', 'sign', 'verify', 'hash', 'getCipherInfo', 'hkdf', 'hkdfSync',
]) guard(crypto, name, 0)
for (const name of ['pbkdf2', 'pbkdf2Sync']) guard(crypto, name, 4)
for (const name of ['generateKeyPair', 'generateKeyPairSync']) {
  const owner = crypto as unknown as Owner
  const original = owner[name] as Callable
  owner[name] = (...args: unknown[]): unknown => {
    refuse((args[1] as { namedCurve?: string } | undefined)?.namedCurve)
    return original(...args)
  }
}
// WebCrypto hangs on prototypes; the algorithm stands at another place in each.
const subtle = Object.getPrototypeOf(crypto.webcrypto.subtle) as object
for (const [name, ...positions] of [
  ['generateKey', 0], ['importKey', 2], ['wrapKey', 3], ['unwrapKey', 3, 4], ['encrypt', 0], ['decrypt', 0], ['digest', 0],
] as const) {
  guard(subtle, name, ...positions)
}
syncBuiltinESMExports()
