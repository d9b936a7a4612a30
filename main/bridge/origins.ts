import { Refusal } from '../../interface/errors.ts'
import type { CertifiedPlatform } from '../opening/certified.ts'

/** Where the window may send requests: main's list, asked for every request. */
export interface OriginList {
  permits(url: string, method: string): boolean
}

const discoveryPaths: readonly string[] = ['/.well-known/tendering-platform', '/v1/certification', '/v1/clock']
const discoveryMilliseconds = 60_000
const loopback: readonly string[] = ['127.0.0.1', '[::1]', 'localhost']

/** The origin of a platform's address: HTTPS, plain HTTP to loopback only. Refusal('bad-input'). */
export function platformOrigin(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) throw new Refusal('bad-input', `not the address of a platform: ${address}`)
  if (url.protocol === 'http:' && !loopback.includes(url.hostname)) throw new Refusal('bad-input', `https is needed: ${address}`)
  return url.origin
}

/**
 * Platforms that were accepted in this run, and those that a person is about to try. A platform that was accepted in an earlier run is
 * nothing but a name until its certification was judged again.
 */
export class PlatformList implements OriginList {
  readonly #accepted = new Map<string, CertifiedPlatform>()
  readonly #candidates = new Map<string, number>()

  permits(address: string, method: string): boolean {
    const url = URL.canParse(address) ? new URL(address) : null
    if (url === null || url.username !== '' || url.password !== '') return false
    const platform = this.#accepted.get(url.origin)
    if (platform !== undefined) {
      if (!url.pathname.startsWith('/practice/')) return true
      return platform.descriptor.practice && url.pathname === '/practice/clock' && (method === 'POST' || method === 'OPTIONS')
    }
    const until = this.#candidates.get(url.origin)
    return until !== undefined && Date.now() < until && discoveryPaths.includes(url.pathname) && ['GET', 'HEAD', 'OPTIONS'].includes(method)
  }

  /** Discovery for a minute. */
  reach(origin: string): void {
    this.#candidates.set(platformOrigin(origin), Date.now() + discoveryMilliseconds)
  }

  accept(platform: CertifiedPlatform): void {
    this.#accepted.set(platform.origin, platform)
    this.#candidates.delete(platform.origin)
  }

  forget(origin: string): void {
    this.#accepted.delete(origin)
    this.#candidates.delete(origin)
  }

  find(origin: string): CertifiedPlatform | undefined {
    return this.#accepted.get(origin)
  }

  /** Refusal('platform-uncertified') for one that was not accepted since the program started. */
  get(origin: string): CertifiedPlatform {
    const platform = this.#accepted.get(origin)
    if (platform === undefined) throw new Refusal('platform-uncertified', `${origin}: not accepted since the program started`)
    return platform
  }
}
