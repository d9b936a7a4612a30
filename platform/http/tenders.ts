import { Refusal } from '../../interface/errors.ts'
import { binding } from '../binding.ts'
import type { Platform } from '../context.ts'
import { uploadId } from '../submission/upload.ts'
import { listTenders, tenderDetails } from '../tender/list.ts'
import { publish } from '../tender/publish.ts'
import type { App } from './operation.ts'
import { serveOperation } from './operation.ts'
import { fileResponse } from './package-file.ts'
import { answerResponse } from './response.ts'

export function serveTenders(app: App, platform: Platform): void {
  serveOperation(app, platform, 'tenders', ({ context, query }) => context.json(listTenders(platform, query.query, query.cursor)))
  serveOperation(app, platform, 'tender', ({ context, params }) => context.json(tenderDetails(platform, params.id)))
  serveOperation(app, platform, 'package', async ({ context, params }) => {
    const isKnown = platform.records.tenders.versions(params.id).some((each) => each.digest === params.digest)
    if (!isKnown) throw new Refusal('tender-unknown', params.id)
    return fileResponse(platform.files.path('package', params.digest), params.digest, context.req.header('range'))
  })
  serveOperation(app, platform, 'publish', async ({ session, key, body }) => {
    const request = { session, key, place: 'publish', body, signed: body.signed }
    const work = () => binding(platform, request, (commit) => publish(platform, session, body.signed, uploadId(body.upload), commit))
    return answerResponse(await platform.gate.pass(body.signed.message.tender, work))
  })
}
