/**
 * Chromium knows no `app:` scheme. A page `app://client/…` lives at `http://client.sealbid.localhost/…` instead: a name that is never looked
 * up, because every request goes to the session's own proxy, and an origin that counts as secure because it ends in `.localhost`. Main sees
 * `app:` addresses only.
 */
const suffix = '.sealbid.localhost'

/** Address inside the browser of an address as main says it. */
export function toPage(address: string): string {
  const match = /^app:\/\/([a-z]+)(\/.*)?$/.exec(address)
  return match === null ? address : `http://${match[1] ?? ''}${suffix}${match[2] ?? '/'}`
}

/** Address as main says it of an address inside the browser. */
export function toApp(address: string): string {
  const match = /^http:\/\/([a-z]+)\.sealbid\.localhost(?::80)?(\/.*)?$/.exec(address)
  return match === null ? address : `app://${match[1] ?? ''}${match[2] ?? ''}`
}
