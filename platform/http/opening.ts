import type { Message, Signed } from '../../interface/schemas/messages.ts'
import { Refusal } from '../../interface/errors.ts'
import type { Answer } from '../binding.ts'
import { binding, judgeMessage, storeMessage } from '../binding.ts'
import type { Platform, Session } from '../context.ts'
import type { Conductor } from '../opening/conductor.ts'
import type { Change } from '../opening/messages.ts'
import { openingOf, release, remedy, signIn, tendererRelease } from '../opening/messages.ts'
import { announcementOf, recordOf, takeRecord } from '../opening/record.ts'
import { innerLayersOf, openingStateOf } from '../opening/state.ts'
import type { App } from './operation.ts'
import { serveOperation } from './operation.ts'
import { containerResponse } from './response.ts'

/** How long an answer waits for bids that are being opened; then the caller asks again. */
const patience = 5_000
const mebibyte = 1024 * 1024
const limits = { release: 4 * mebibyte, tenderer: 64 * mebibyte, record: 48 * mebibyte }

/** Nothing is stored as the answer of an opening: a repetition is told the state of now. */
const nothing: Answer = { status: 200, type: 'application/json', body: Buffer.alloc(0) }

interface Place { id: string, lot: string }

export function serveOpening(app: App, platform: Platform, conductor: Conductor): void {
  const state = async ({ id, lot }: Place, session: Session | undefined): Promise<Response> => {
    await conductor.settle(patience)
    return Response.json(openingStateOf(platform, id, lot, session))
  }
  const bind = async (call: { session: Session, key: string, body: unknown }, name: string, place: Place, signed: Signed<Message>, judge: () => Promise<Change>) => {
    await conductor.turn()
    const request = { session: call.session, key: call.key, place: `${name} ${place.id} ${place.lot}`, body: call.body, signed }
    await binding(platform, request, async (commit) => {
      commit(nothing, await judge())
      return nothing
    })
  }
  serveOperation(app, platform, 'opening', ({ params, session }) => state(params, session))
  serveOperation(app, platform, 'signIn', async ({ params, session, body }) => {
    await conductor.turn()
    const view = openingOf(platform, params.id, params.lot, body.message)
    await judgeMessage(platform, body, session)
    const change = signIn(platform, view, body.message, session)
    platform.records.transaction(() => {
      if (platform.records.sessions.isUsed(body.message.nonce)) throw new Refusal('stale-message', 'nonce')
      change()
      storeMessage(platform, body, session)
    })
    return state(params, session)
  })
  serveOperation(app, platform, 'release', async (call) => {
    const { params: { id, lot }, session, body } = call
    await bind(call, 'release', call.params, body, () => release(platform, openingOf(platform, id, lot, body.message), body.message, session))
    return state(call.params, session)
  }, limits.release)
  serveOperation(app, platform, 'tendererRelease', async (call) => {
    const { params: { id, lot }, session, body } = call
    await bind(call, 'tenderer', call.params, body, () => tendererRelease(platform, openingOf(platform, id, lot, body.message), body.message, session))
    return state(call.params, session)
  }, limits.tenderer)
  serveOperation(app, platform, 'remedy', async (call) => {
    const { params: { id, lot }, session, body } = call
    await bind(call, 'remedy', call.params, body, () => remedy(platform, openingOf(platform, id, lot, body.message), body.message, session))
    return state(call.params, session)
  }, limits.release)
  serveOperation(app, platform, 'innerLayers', async ({ context, params, session }) => {
    await conductor.turn()
    return context.json(await innerLayersOf(platform, params.id, params.lot, params.stage, session))
  })
  serveOperation(app, platform, 'announcement', async ({ params }) => {
    await conductor.settle(patience)
    return new Response(announcementOf(platform, params.id, params.lot), { headers: { 'content-type': 'application/json' } })
  })
  serveOperation(app, platform, 'putRecord', async (call) => {
    const { params: { id, lot }, session, body: { signed, container } } = call
    await bind(call, 'record', call.params, signed, () => takeRecord(
      platform, openingOf(platform, id, lot, signed.message), { message: signed.message, container: Buffer.from(container, 'base64') }, session))
    return new Response(null, { status: 201 })
  }, limits.record)
  serveOperation(app, platform, 'record', ({ params }) => containerResponse(recordOf(platform, params.id, params.lot)))
}
