import { randomBytes } from 'node:crypto'
import { canonical } from '../../interface/canonical.ts'
import { Refusal } from '../../interface/errors.ts'
import { message as messageSchema, type Message, type Signed } from '../../interface/schemas/messages.ts'
import type { MessageDraft } from '../../interface/trusted-side.ts'
import type { Identity } from '../certificates/pkcs12.ts'
import { identitySigner } from '../certificates/signer.ts'
import { sha256 } from '../crypto/algorithms.ts'
import { signDetached } from '../crypto/sign.ts'
import type { CertifiedPlatform } from './certified.ts'

/**
 * Signs a message for one platform. Code and origin come from the certified connection, never from what the platform or the window sent,
 * so that a signature made for one platform is worth nothing at another. Refusal('message-invalid') for a draft of another shape.
 */
export async function signMessage(draft: MessageDraft, nonce: string | undefined, platform: CertifiedPlatform, identity: Identity, now: Date): Promise<Signed<Message>> {
  const result = messageSchema.safeParse({
    ...draft,
    platform: platform.descriptor.code,
    origin: platform.origin,
    nonce: nonce ?? randomBytes(24).toString('base64url'),
    time: now.toISOString(),
  })
  if (!result.success) throw new Refusal('message-invalid', result.error.issues[0]?.message)
  const signature = await signDetached(sha256(canonical(result.data)), identitySigner(identity), now)
  return { message: result.data, signature: signature.toString('base64') }
}
