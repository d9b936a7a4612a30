import { createHash, randomBytes } from 'node:crypto'
import type { z } from 'zod'
import { Refusal } from '../interface/errors.ts'
import type { Signed } from '../interface/schemas/messages.ts'
import type { challengeSchema, sessionSchema } from '../interface/schemas/platform.ts'
import { judgeSigner } from './binding.ts'
import { timeText } from './clock.ts'
import type { Platform, Session } from './context.ts'
import type { LoginMessage } from './tender/publish.ts'

const challengeLifetime = 2 * 60_000
const sessionLifetime = 30 * 60_000

const tokenDigest = (token: string): string => createHash('sha256').update(token).digest('hex')

/** A nonce for one login. Lifetimes count real time: putting the rehearsal clock forward ends no session. */
export function challenge(platform: Platform): z.infer<typeof challengeSchema> {
  const nonce = randomBytes(32).toString('base64url')
  const now = Date.now()
  platform.records.sessions.addChallenge(nonce, now + challengeLifetime, now)
  return { nonce, expiresAt: timeText(platform.clock.milliseconds() + challengeLifetime) }
}

/** Exchanges a signed login for a bearer token; only the token's digest is kept. A challenge is used up by the first attempt. */
export async function logIn(platform: Platform, signed: Signed<LoginMessage>): Promise<z.infer<typeof sessionSchema>> {
  if (!platform.records.sessions.useChallenge(signed.message.nonce, Date.now())) throw new Refusal('challenge-unknown')
  const party = await judgeSigner(platform, signed)
  const token = randomBytes(32).toString('base64url')
  const now = Date.now()
  platform.records.sessions.addSession(tokenDigest(token), { holder: party.id, name: party.name, expires: now + sessionLifetime }, now)
  return { token, expiresAt: timeText(platform.clock.milliseconds() + sessionLifetime), party }
}

/** Party of an `Authorization: Bearer` header; refuses with `not-signed-in`. */
export function authenticate(platform: Platform, authorization: string | null | undefined): Session {
  const token = /^Bearer ([A-Za-z0-9_-]{32,200})$/i.exec(authorization ?? '')?.[1]
  const session = token === undefined ? undefined : platform.records.sessions.session(tokenDigest(token), Date.now())
  if (session === undefined) throw new Refusal('not-signed-in')
  return { id: session.holder, name: session.name }
}
