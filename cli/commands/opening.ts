import { Refusal } from '../../interface/errors.ts'
import { closingEvidence, deliverRecord, openTenderersLayer, releaseKeys, remedyKeys, signIn, type OpeningPlace } from '../../interface/flows.ts'
import type { OpeningState } from '../../interface/schemas/opening.ts'
import { remedyWay, type Tender } from '../../interface/schemas/tender.ts'
import { writeFully, writeWhole } from '../../main/container/files.ts'
import { bytesSource } from '../../main/container/source.ts'
import { readTrusted } from '../../main/container/verify.ts'
import { UsageError, type Command, type Invocation, type Outcome } from '../command.ts'
import { lotOf, tenderInForce, withConnection, type Connection } from '../connection.ts'

const options = {
  platform: { type: 'string' }, tender: { type: 'string' }, lot: { type: 'string' }, stage: { type: 'string' },
  key: { type: 'string' }, out: { type: 'string' }, way: { type: 'string' },
} as const

const place = '--platform O --tender ID [--lot L] --key K.p12'

interface Session { connection: Connection, at: OpeningPlace, tender: Tender, stage: string | undefined, out: string | undefined }

function withOpening(invocation: Invocation, work: (session: Session) => Promise<Outcome>): Promise<Outcome> {
  const id = invocation.required('tender')
  const out = invocation.optionalTarget('out')
  return withConnection(invocation, async (connection) => {
    const tender = await tenderInForce(connection, id)
    const at = { tender: id, tenderDigest: tender.digest, lot: lotOf(tender, invocation.optional('lot')) }
    return work({ connection, at, tender: tender.tender, stage: invocation.optional('stage'), out })
  })
}

function stateOutcome(state: OpeningState): Outcome {
  return {
    json: { ...state },
    lines: [
      `${state.tender}, lot ${state.lot}: platform time ${state.now}, deadline ${state.deadline}`,
      `closing statement ${state.closing ?? 'not yet'}`,
      ...state.signedIn.map((each) => `signed in: ${each.role} ${each.party.name}`),
      ...state.stages.map((each) => `stage ${each.id}: ${each.phase}, ${each.released} of ${each.expected} released${each.endsAt === null ? '' : `, until ${each.endsAt}`}`),
      ...state.own?.stages.map((each) => `own bid, ${each.stage}: ${each.state}${each.reason === undefined ? '' : ` (${each.reason})`}`) ?? [],
    ],
  }
}

const status: Command = {
  name: 'opening status', usage: place, options,
  run: (invocation) => withOpening(invocation, async ({ connection, at }) => stateOutcome(await connection.client.opening(at.tender, at.lot))),
}

const hasRole = ({ parties }: Tender, id: string, role: 'buyer' | 'procuringEntity'): boolean =>
  parties.some((each) => each.id === id && each.roles.includes(role))

const signInCommand: Command = {
  name: 'opening sign-in', usage: place, options,
  run: (invocation) => withOpening(invocation, async ({ connection, at, tender }) => {
    const { id } = connection.identity.holder
    const role = hasRole(tender, id, 'buyer') ? 'tenderer' : hasRole(tender, id, 'procuringEntity') ? 'agency' : 'bidder'
    return stateOutcome(await signIn(connection, at, role))
  }),
}

const release: Command = {
  name: 'opening release', usage: `${place} [--stage S]`, options,
  run: (invocation) => withOpening(invocation, async ({ connection, at, stage }) => stateOutcome(await releaseKeys(connection, at, stage))),
}

const open: Command = {
  name: 'opening open', usage: `${place} [--stage S]`, options,
  run: (invocation) => withOpening(invocation, async ({ connection, at, tender, stage }) => {
    if (!hasRole(tender, connection.identity.holder.id, 'buyer')) throw new Refusal('not-permitted', 'buyer (招标人)')
    return stateOutcome(await openTenderersLayer(connection, at, stage))
  }),
}

const remedy: Command = {
  name: 'opening remedy', usage: `${place} [--stage S] [--way capsule]`, options,
  run: (invocation) => withOpening(invocation, async ({ connection, at, stage }) => {
    const way = remedyWay.safeParse(invocation.optional('way') ?? 'capsule')
    if (!way.success) throw new UsageError(`--way: one of ${remedyWay.options.join(', ')}`)
    return stateOutcome(await remedyKeys(connection, at, way.data, stage))
  }),
}

const closing: Command = {
  name: 'opening closing', usage: `${place} [--out C.receipt]`, options,
  run: (invocation) => withOpening(invocation, async ({ connection, at, tender, out }) => {
    const { id } = connection.identity.holder
    const evidence = await closingEvidence(connection, at.tender, at.lot, !hasRole(tender, id, 'buyer') && !hasRole(tender, id, 'procuringEntity'))
    const root = await connection.side.checkClosing(evidence, at.tenderDigest, at.lot)
    if (out !== undefined) await writeWhole(out, (handle) => writeFully(handle, evidence.closing, 0))
    return { json: { root, ownReceipt: evidence.own === null ? null : 'in the log' }, lines: [`closing statement verified, log root ${root}`] }
  }),
}

const record: Command = {
  name: 'opening record', usage: `${place} [--out X.record]`, options,
  run: (invocation) => withOpening(invocation, async ({ connection, at, tender, out }) => {
    if (!hasRole(tender, connection.identity.holder.id, 'procuringEntity')) throw new Refusal('not-permitted', 'procuringEntity (招标代理)')
    const { recorded } = await connection.client.opening(at.tender, at.lot)
    const container = recorded ? await connection.client.record(at.tender, at.lot) : await deliverRecord(connection, at)
    // What is shown is what stands in the signed record, whoever hands it over.
    const { content: announcement, archive } = await readTrusted(bytesSource(container), 'record', connection.workspace.context)
    await archive.close()
    if (announcement.tenderDigest !== at.tenderDigest || announcement.lot !== at.lot) throw new Refusal('platform-answer', 'the record is of another tender or lot')
    if (out !== undefined) await writeWhole(out, (handle) => writeFully(handle, container, 0))
    return {
      json: { record: announcement, ...(out === undefined ? {} : { file: out }) },
      lines: announcement.stages.flatMap((stage) => [`stage ${stage.id}, announced ${stage.announcedAt}`, ...stage.bids.map((bid) =>
        `  ${bid.bidder.name}: ${bid.outcome}${bid.reason === undefined ? '' : ` (${bid.reason})`}  ${bid.announced.map((each) => `${each.title} ${each.value}`).join('; ')}`)]),
    }
  }),
}

export const openingCommands: readonly Command[] = [status, signInCommand, closing, release, open, remedy, record]
