/**
 * Content security policies of the two pages. The client's may connect to https and, in practice, to loopback: which origins among those is
 * main's list's decision, request by request (sessions.ts); the policy stops what the list does not see. No inline script, no eval, no frame,
 * no form, no plug-in. Styles: antd writes style elements, which carry the nonce of this load (docs/decisions/0010-browser-host.md).
 */
const loopback = 'http://127.0.0.1:* http://localhost:*'

const closed = ["default-src 'none'", "object-src 'none'", "frame-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"]

export const clientPolicy = (profile: 'production' | 'practice', nonce: string): string => [
  ...closed, "script-src 'self'", `style-src 'self' 'nonce-${nonce}'`, "img-src 'self' data:", "font-src 'self'",
  `connect-src 'self' https:${profile === 'practice' ? ` ${loopback}` : ''}`,
].join('; ')

export const promptPolicy = (): string => [...closed, "script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'"].join('; ')
