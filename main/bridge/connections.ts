import { Refusal } from '../../interface/errors.ts'
import type { Message, Signed } from '../../interface/schemas/messages.ts'
import type { ClosingStatement, Receipt } from '../../interface/schemas/receipt.ts'
import type { ClosingEvidence } from '../../interface/trusted-side.ts'
import type { Signable } from '../../preload/contract/platforms.ts'
import { hexDigest } from '../crypto/algorithms.ts'
import { inspectBytes } from '../opening/inspect-file.ts'
import { confirmPublication } from './confirm-publish.ts'
import { confirmRecord, confirmRelease, confirmSignIn, confirmTendererRelease } from './confirm-opening.ts'
import { confirmSubmission } from './confirm-submission.ts'
import { placeKey, type Connection } from './connection-store.ts'
import type { AreaHandlers, BridgeContext } from './context.ts'
import type { Confirmation } from './keys.ts'
import { platformOrigin } from './origins.ts'
import { platformView } from './platforms.ts'

/** Receipts and statements as they cross the border. */
interface Evidence { closing: string, own: { receipt: string, proof: NonNullable<ClosingEvidence['own']>['proof'] } | null }

const decode = (base64: string): Buffer => Buffer.from(base64, 'base64')

const evidenceOf = ({ closing, own }: Evidence): ClosingEvidence =>
  ({ closing: decode(closing), own: own === null ? null : { receipt: decode(own.receipt), proof: own.proof } })

export function connectionsHandlers(context: BridgeContext): AreaHandlers<'connections'> {
  const { workspace, keys, platforms, connections } = context

  const confirmationOf = async (draft: Exclude<Signable, { type: 'login' }>, connection: Connection): Promise<Confirmation> => {
    switch (draft.type) {
      case 'publish': return confirmPublication(workspace, draft, connection)
      case 'sign-in': return confirmSignIn(workspace, draft, connection)
      default: return confirmSubmission(workspace, draft, connection)
    }
  }

  /** Opening the connection was the person's act: a login is not confirmed again, and it is only ever for the connection's own platform. */
  const sign = async (draft: Signable, nonce: string | undefined, connection: Connection): Promise<Signed<Message>> => {
    if (draft.type === 'login') {
      if (nonce === undefined) throw new Refusal('message-invalid', 'a login answers a challenge')
      return connections.side(connection, await keys.unlock(connection.certificate.id)).sign(draft, nonce)
    }
    // A nonce that the platform chose is for logins alone: with it a message could be prepared to be told apart.
    if (nonce !== undefined) throw new Refusal('message-invalid', 'a nonce for a login only')
    const identity = await keys.confirm(connection.certificate.id, await confirmationOf(draft, connection))
    return connections.side(connection, identity).sign(draft)
  }

  /** Verifies a closing statement, remembers its root and keeps the statement. */
  const judgeClosing = async (connection: Connection, evidence: ClosingEvidence, tenderDigest: string, lot: string): Promise<string> => {
    const root = await connections.side(connection).checkClosing(evidence, tenderDigest, lot)
    connection.closings.set(placeKey(tenderDigest, lot), root)
    await keep(connection, evidence.closing)
    return root
  }

  /** Keeps what names no bid: publications and closing statements. They were verified before. */
  const keep = async ({ platform }: Connection, bytes: Uint8Array): Promise<void> => {
    const receipt = (await inspectBytes(bytes, workspace.context)).content as Exclude<Receipt, { type: 'submit' }> | ClosingStatement
    if (receipt.type !== 'publish' && receipt.type !== 'closing') return
    const { type, tender } = receipt
    const [lot, receivedAt] = type === 'closing' ? [receipt.lot, receipt.closedAt] : ['', receipt.receivedAt]
    workspace.receipts.save({ digest: hexDigest(bytes), platform: platform.descriptor.code, tender, lot, type, bidDigest: null, holder: null, receivedAt, bytes })
  }

  return {
    'connections.open': async ({ origin, certificate }, sender) => {
      const platform = platforms.get(platformOrigin(origin))
      const file = workspace.keyFiles.get(certificate)
      await keys.unlock(certificate)
      const known = workspace.platforms.find(platform.descriptor.code, platform.origin)
      if (known === undefined) throw new Refusal('platform-uncertified', `${platform.origin}: forgotten since it was accepted`)
      return { connection: connections.open(sender, platform, file), platform: platformView(known), certificate, holder: file.holder }
    },
    'connections.close': async ({ connection }, sender) => {
      connections.close(connection, sender)
      return null
    },
    'connections.sign': async ({ connection, draft, nonce }, sender) => sign(draft, nonce, connections.get(connection, sender)),
    'connections.keepReceipt': async ({ connection, bytes, message }, sender) =>
      connections.side(connections.get(connection, sender)).keepReceipt(decode(bytes), message),
    'connections.checkPublication': async ({ connection, bytes, tenderDigest }, sender) => {
      const found = connections.get(connection, sender)
      await connections.side(found).checkPublication(decode(bytes), tenderDigest)
      await keep(found, decode(bytes))
      return null
    },
    'connections.checkClosing': async ({ connection, evidence, tenderDigest, lot }, sender) =>
      judgeClosing(connections.get(connection, sender), evidenceOf(evidence), tenderDigest, lot),
    'connections.signRelease': async ({ connection, evidence, ...rest }, sender) => {
      const found = connections.get(connection, sender)
      const input = { ...rest, evidence: evidenceOf(evidence) }
      const confirmation = confirmRelease(workspace, input, found, null)
      await judgeClosing(found, input.evidence, input.tenderDigest, input.lot)
      return connections.side(found, await keys.confirm(found.certificate.id, confirmation)).signRelease(input)
    },
    'connections.signRemedy': async ({ connection, evidence, ...rest }, sender) => {
      const found = connections.get(connection, sender)
      const input = { ...rest, evidence: evidenceOf(evidence) }
      const confirmation = confirmRelease(workspace, input, found, input.way)
      await judgeClosing(found, input.evidence, input.tenderDigest, input.lot)
      return connections.side(found, await keys.confirm(found.certificate.id, confirmation)).signRemedy(input)
    },
    'connections.signTendererRelease': async ({ connection, evidence, ...rest }, sender) => {
      const found = connections.get(connection, sender)
      const input = { ...rest, evidence: evidenceOf(evidence) }
      const confirmation = confirmTendererRelease(workspace, input, found)
      await judgeClosing(found, input.evidence, input.tenderDigest, input.lot)
      return connections.side(found, await keys.confirm(found.certificate.id, confirmation)).signTendererRelease(input)
    },
    'connections.signRecord': async ({ connection, evidence, announcement, proofs }, sender) => {
      const found = connections.get(connection, sender)
      const input = { announcement, proofs, evidence: evidenceOf(evidence) }
      const confirmation = confirmRecord(workspace, announcement, found)
      await judgeClosing(found, input.evidence, announcement.tenderDigest, announcement.lot)
      const { signed, container } = await connections.side(found, await keys.confirm(found.certificate.id, confirmation)).signRecord(input)
      return { signed, container: Buffer.from(container).toString('base64') }
    },
    'connections.loadUpload': async ({ connection, digest }, sender) => connections.side(connections.get(connection, sender)).uploads.load(digest),
    'connections.saveUpload': async ({ connection, digest, url }, sender) => {
      const found = connections.get(connection, sender)
      if (new URL(url).origin !== found.platform.origin) throw new Refusal('platform-answer', 'an upload address of another origin')
      await connections.side(found).uploads.save(digest, url)
      return null
    },
    'connections.forgetUpload': async ({ connection, digest }, sender) => {
      await connections.side(connections.get(connection, sender)).uploads.forget(digest)
      return null
    },
    'connections.journal': async ({ connection, event, details }, sender) => {
      connections.side(connections.get(connection, sender)).journal(event, details)
      return null
    },
  }
}
