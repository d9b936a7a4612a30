import { binding } from '../binding.ts'
import type { Platform } from '../context.ts'
import type { Conductor } from '../opening/conductor.ts'
import { closingContainer, proof } from '../submission/closing.ts'
import { ownHeader, ownReceipt, ownStatus } from '../submission/status.ts'
import { submit } from '../submission/submit.ts'
import { uploadId } from '../submission/upload.ts'
import type { App } from './operation.ts'
import { serveOperation } from './operation.ts'
import { answerResponse, containerResponse } from './response.ts'

export function serveSubmissions(app: App, platform: Platform, conductor: Conductor): void {
  serveOperation(app, platform, 'submit', async ({ params, session, key, body, arrived }) => {
    const upload = body.upload === null ? null : uploadId(body.upload)
    const submission = { tender: params.id, lot: params.lot, signed: body.signed, upload, arrived }
    const request = { session, key, place: `submit ${params.id} ${params.lot}`, body, signed: body.signed }
    const work = () => binding(platform, request, (commit) => submit(platform, session, submission, commit))
    return answerResponse(await platform.gate.pass(params.id, work))
  })
  serveOperation(app, platform, 'own', ({ context, params, session }) => context.json(ownStatus(platform, params.id, params.lot, session.id)))
  serveOperation(app, platform, 'receipt', ({ params, session }) =>
    containerResponse(ownReceipt(platform, params.id, params.lot, session.id, params.digest)))
  serveOperation(app, platform, 'header', async ({ context, params, session }) =>
    context.json(await ownHeader(platform, params.id, params.lot, session.id)))
  serveOperation(app, platform, 'closing', async ({ params }) => {
    await conductor.turn()
    return containerResponse(closingContainer(platform, params.id, params.lot))
  })
  serveOperation(app, platform, 'proof', async ({ context, params }) => {
    await conductor.turn()
    return context.json(proof(platform, params.id, params.lot, params.receipt))
  })
}
