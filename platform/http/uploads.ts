import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Server } from '@tus/server'
import { errorStatus, Refusal } from '../../interface/errors.ts'
import { identifier } from '../../interface/schemas/common.ts'
import type { Platform } from '../context.ts'
import { limits } from '../descriptor.ts'
import { authenticate } from '../sessions.ts'
import { DurableStore } from '../store/durable-store.ts'
import { asRefusal, problemOf } from './problems.ts'

export const uploadPath = '/v1/uploads'
const sevenDays = 7 * 86_400_000
const methods = new Set(['OPTIONS', 'POST', 'HEAD', 'PATCH', 'DELETE'])

/** Nobody needs more at a time; it keeps one holder from filling the disk with beginnings. */
const uploadsPerHolder = 100

export interface Uploads {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** Deletes uploads that have expired: seven days after their creation, complete or not. */
  removeExpired(): Promise<void>
}

/**
 * tus 1.0 at /v1/uploads. An upload belongs to the holder that created it; to everybody else it does not exist. Its metadata may name the
 * tender (`tender <base64 of the id>`), so that it is deleted at that deadline; nothing else of the metadata is kept.
 */
export function createUploads(platform: Platform, report: (error: unknown) => void): Uploads {
  const tus = createTus(platform)
  const handle: Uploads['handle'] = async (request, response) => {
    try {
      await platform.faults.delay()
      const { method = '' } = request
      if (!methods.has(method)) throw new Refusal('bad-input', 'uploads are not read back')
      if (method !== 'OPTIONS') await admit(platform, request)
      if (method === 'PATCH') {
        if (platform.faults.takeFailure('upload')) throw new Refusal('unknown-failure', 'a fault that was asked for')
        platform.faults.watchUpload(request.socket)
      }
      // A deletion must not overtake a submission that is being judged.
      if (method === 'DELETE') await platform.mutex.run(authenticate(platform, request.headers.authorization).id, () => tus.handle(request, response))
      else await tus.handle(request, response)
    } catch (error) {
      refuse(response, asRefusal(error, report))
    }
  }
  return { handle, removeExpired: () => tus.cleanUpExpiredUploads().then(() => undefined, report) }
}

function createTus(platform: Platform): Server {
  return new Server({
    path: uploadPath,
    datastore: new DurableStore(platform.files, platform.records.uploads, platform.faults, sevenDays),
    maxSize: limits.bytesPerBid,
    namingFunction: () => randomBytes(16).toString('hex'),
    generateUrl: (_request, { id }) => `${platform.origin}${uploadPath}/${id}`,
    onUploadCreate: (request, upload) => {
      const { id } = authenticate(platform, request.headers.get('authorization'))
      const tender = identifier.safeParse(upload.metadata?.['tender'])
      return Promise.resolve({ metadata: { holder: id, created: String(platform.clock.milliseconds()), ...(tender.success ? { tender: tender.data } : {}) } })
    },
  })
}

/** Session and owner; a foreign upload is answered like one that does not exist. */
async function admit(platform: Platform, request: IncomingMessage): Promise<void> {
  const session = authenticate(platform, request.headers.authorization)
  if (request.method === 'POST') {
    if (Number(request.headers['upload-length']) > limits.bytesPerBid) throw new Refusal('too-large', `${limits.bytesPerBid} bytes`)
    if (platform.records.uploads.countOf(session.id) >= uploadsPerHolder) throw new Refusal('too-many', 'uploads')
    return
  }
  const id = new URL(request.url ?? '', 'http://platform').pathname.slice(uploadPath.length + 1)
  if (platform.records.uploads.owner(id)?.holder !== session.id) throw new Refusal('upload-unknown')
}

function refuse(response: ServerResponse, refusal: Refusal): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  response.writeHead(errorStatus(refusal.code), {
    'content-type': 'application/problem+json', 'tus-resumable': '1.0.0', 'access-control-allow-origin': '*',
  })
  response.end(JSON.stringify(problemOf(refusal)))
}
