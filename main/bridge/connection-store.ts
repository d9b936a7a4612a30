import { Refusal } from '../../interface/errors.ts'
import type { TrustedSide } from '../../interface/trusted-side.ts'
import { requestTimestampOver } from '../../interface/client.ts'
import type { Sender } from '../../preload/contract/index.ts'
import type { Identity, KeyPair } from '../certificates/pkcs12.ts'
import type { TimestampTransport } from '../certificates/timestamp.ts'
import type { KeyFile } from '../drafts/key-files.ts'
import type { CertifiedPlatform } from '../opening/certified.ts'
import type { Workspace } from '../workspace.ts'
import { Tokens } from './tokens.ts'

/** One identity at one platform, as one frame uses it. It holds no key: that is asked for each time it is needed. */
export interface Connection {
  platform: CertifiedPlatform
  certificate: KeyFile
  /** Roots of closing statements that main itself verified here, by tender digest and lot. */
  closings: Map<string, string>
}

/** A working day. */
const lifetime = 12 * 60 * 60_000

export const placeKey = (tenderDigest: string, lot: string): string => `${tenderDigest} ${lot}`

/** The holder without any key: good for all that only reads and judges. */
export function lockedIdentity({ holder, chain }: KeyFile): Identity {
  const locked = (): KeyPair => { throw new Refusal('password-needed', holder.name) }
  return { holder, chain, get signing() { return locked() }, get encryption() { return locked() } }
}

export class ConnectionStore {
  readonly #tokens = new Tokens<Connection>(lifetime)
  readonly #workspace: Workspace
  readonly #send: typeof fetch

  constructor(workspace: Workspace, send: typeof fetch) {
    this.#workspace = workspace
    this.#send = send
  }

  open(sender: Sender, platform: CertifiedPlatform, certificate: KeyFile): string {
    return this.#tokens.issue(sender, { platform, certificate, closings: new Map() })
  }

  /** Refusal('token-unknown'). */
  get(token: string, sender: Sender): Connection {
    return this.#tokens.get(token, sender)
  }

  close(token: string, sender: Sender): void {
    this.#tokens.get(token, sender)
    this.#tokens.end(token)
  }

  endWhere(isMeant: (connection: Connection, frame: string) => boolean): void {
    this.#tokens.endWhere(isMeant)
  }

  /** The trusted side of a connection; without an identity it can judge, but not sign. */
  side({ platform, certificate }: Connection, identity: Identity = lockedIdentity(certificate)): TrustedSide {
    return this.#workspace.trustedSide({ platform, identity, timestamps: this.timestamps(platform.descriptor.timestampAuthority) })
  }

  /** Main's own way to an authority that a certified descriptor names. */
  timestamps(authority: string): TimestampTransport {
    return (body) => requestTimestampOver(this.#send, authority, body)
  }
}
