import { createHash } from 'node:crypto'
import { canonical } from '../interface/canonical.ts'
import { Refusal } from '../interface/errors.ts'
import type { Message, Signed } from '../interface/schemas/messages.ts'
import type { Platform, Session } from './context.ts'
import { judgeSignature } from './judge/signature.ts'

/** What is answered to a binding request, and again to its repetition. */
export interface Answer { status: 200 | 201, type: string, body: Buffer }

export interface BindingRequest {
  session: Session
  /** Idempotency-Key. */
  key: string
  /** Names operation and place: the same key for something else is refused. */
  place: string
  body: unknown
  signed: Signed<Message>
}

/** Makes the change and stores message and answer with it, all or nothing. */
export type Commit = (answer: Answer, change: () => void) => void

const tolerance = 10 * 60_000

/**
 * Carries out a binding request at most once (docs/interface.md): the same key with the same body gets the stored answer, with another body
 * `already-exists`. The signed message is judged before `work` runs; it must commit exactly once.
 */
export async function binding(platform: Platform, request: BindingRequest, work: (commit: Commit) => Promise<Answer>): Promise<Answer> {
  const { session, key, signed } = request
  const digest = createHash('sha256').update(request.place).update('\0').update(canonical(request.body)).digest('hex')
  return platform.mutex.run(session.id, async () => {
    const stored = platform.records.sessions.answer(session.id, key)
    if (stored !== undefined) {
      if (stored.request !== digest) throw new Refusal('already-exists', 'this Idempotency-Key was used for another request')
      return { status: stored.status === 201 ? 201 : 200, type: stored.type, body: stored.body }
    }
    await judgeMessage(platform, signed, session)
    return work((answer, change) => platform.records.transaction(() => {
      change()
      storeMessage(platform, signed, session)
      platform.records.sessions.addAnswer(session.id, key, { request: digest, ...answer })
    }))
  })
}

/** A nonce takes effect once; a message that was refused may be sent again. */
export function storeMessage(platform: Platform, { message, signature }: Signed<Message>, session: Session): void {
  platform.records.sessions.addMessage({
    nonce: message.nonce, type: message.type, holder: session.id, message: Buffer.from(canonical(message)).toString('utf8'), signature,
    at: platform.clock.milliseconds(),
  })
}

/** Platform, origin, time and nonce of a message, then its signature, which must be by the holder of the session. */
export async function judgeMessage(platform: Platform, signed: Signed<Message>, session: Session): Promise<void> {
  const signer = await judgeSigner(platform, signed)
  if (signer.id !== session.id) throw new Refusal('signer-mismatch', 'message and session')
}

/** As `judgeMessage`, for a message that comes before there is a session. */
export async function judgeSigner(platform: Platform, { message, signature }: Signed<Message>): Promise<Session> {
  if (message.platform !== platform.code || message.origin !== platform.origin) throw new Refusal('platform-mismatch', 'message')
  if (Math.abs(Date.parse(message.time) - platform.clock.milliseconds()) > tolerance) throw new Refusal('message-invalid', 'time')
  if (platform.records.sessions.isUsed(message.nonce)) throw new Refusal('stale-message', 'nonce')
  const { party } = await judgeSignature(platform.judge, Buffer.from(signature, 'base64'), canonical(message))
  return party
}
