/** Bytes to base64 (RFC 4648, padded) and back, in stretches: an argument list has a limit. */

const stretch = 32 * 1024

export function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += stretch) binary += String.fromCharCode(...bytes.subarray(at, at + stretch))
  return btoa(binary)
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text)
  const bytes = new Uint8Array(binary.length)
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at)
  return bytes
}
