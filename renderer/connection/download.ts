import type { PlatformClient } from '../../interface/client.ts'
import { Refusal } from '../../interface/errors.ts'
import type { TenderView } from '../../preload/contract/tenders.ts'
import { sealbid } from '../bridge.ts'
import { startJob } from '../components/jobs-store.ts'
import { askBytes } from './byte-route.ts'
import { sliceBytes } from './slices.ts'

/** Takes a tender package from a platform into the workspace. Main checks its digest and judges it before it counts. */

export interface PackagePlace { id: string, digest: string, size: number }
type OnProgress = (received: number, total: number) => void

const put = (url: string, offset: number, body: Uint8Array<ArrayBuffer>): Promise<Response> => askBytes(`${url}?offset=${offset}`, { method: 'PUT', body })

/** The stream in pieces of exactly `sliceBytes`, the last one shorter. */
async function* pieces(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let buffer = new Uint8Array(sliceBytes)
  let filled = 0
  for await (const chunk of stream) {
    let at = 0
    while (at < chunk.length) {
      const taken = Math.min(chunk.length - at, sliceBytes - filled)
      buffer.set(chunk.subarray(at, at + taken), filled)
      at += taken
      filled += taken
      if (filled < sliceBytes) continue
      yield buffer
      buffer = new Uint8Array(sliceBytes)
      filled = 0
    }
  }
  if (filled > 0) yield buffer.slice(0, filled)
}

async function transfer(client: PlatformClient, { id, digest, size }: PackagePlace, url: string, onProgress?: OnProgress, signal?: AbortSignal): Promise<void> {
  let received = 0
  const stream = await client.package(id, digest)
  try {
    for await (const piece of pieces(stream)) {
      if (signal?.aborted === true) throw new Refusal('cancelled')
      if (received + piece.length > size) throw new Refusal('platform-answer', 'the package is larger than the platform says')
      await put(url, received, piece)
      received += piece.length
      onProgress?.(received, size)
    }
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal('platform-unreachable', 'the package broke off')
  }
}

/** Refusals: platform-unreachable, platform-answer, digest-mismatch, cancelled, and all of `tenders.import`. */
export async function downloadPackage(client: PlatformClient, place: PackagePlace, onProgress?: OnProgress, signal?: AbortSignal): Promise<TenderView> {
  const { incoming, url } = await sealbid.tenders.receive({ origin: client.origin, tender: place.id, digest: place.digest, size: place.size })
  await transfer(client, place, url, onProgress, signal)
  return sealbid.tenders.received({ incoming, job: startJob() })
}
