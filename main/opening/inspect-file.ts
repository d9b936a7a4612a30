import { Refusal } from '../../interface/errors.ts'
import type { Bid, Response } from '../../interface/schemas/bid.ts'
import type { Tender } from '../../interface/schemas/tender.ts'
import type { Certificate } from '../certificates/certificate.ts'
import { worst, type Part } from '../certificates/verdict.ts'
import { fileDigest } from '../container/file-digest.ts'
import type { ContainerKind } from '../container/kinds.ts'
import { readContainer, type ReadContainer } from '../container/read.ts'
import { bytesSource, fileSource, type ByteSource } from '../container/source.ts'
import { judgeContainer, verdictOfRefusal, type TrustContext, type Verdict } from '../container/verify.ts'
import { partyWith } from '../tender/read.ts'
import type { RunOptions } from '../work/pool.ts'
import { together } from '../work/together.ts'

/** What a container says, and whether it may be believed. */
export interface Inspection {
  /** Null where it could not even be read. */
  kind: ContainerKind | null
  /** The main member; null where it could not be read. */
  content: unknown
  signer: Certificate | null
  verdict: Verdict
  /** What was read, its archive closed; null where nothing could be read. */
  container: ReadContainer | null
}

/** Who must have signed, by what the container says of itself; null where it says nothing. */
function expectedHolder({ kind, content }: ReadContainer): string | null {
  if (kind === 'tender') return partyWith(content as Tender, 'procuringEntity').id
  if (kind === 'bid' || kind === 'envelope') return (content as Bid | Response).bidder.id
  return null
}

function holderParts(container: ReadContainer): Part[] {
  const expected = expectedHolder(container)
  const { holder } = container.signature.signer
  if (expected === null || expected === holder.id) return []
  return [{ part: 'signature', state: 'invalid', code: 'signer-mismatch', detail: `signed by ${holder.name}` }]
}

async function inspect(source: ByteSource, context: TrustContext, options?: RunOptions): Promise<Inspection> {
  try {
    const container = await readContainer(source, context.pool, options)
    await container.archive.close()
    const judged = await judgeContainer(container, context)
    const parts = [...judged.parts, ...holderParts(container)]
    return { kind: container.kind, content: container.content, signer: container.signature.signer, verdict: { ...judged, parts, state: worst(parts) }, container }
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'cancelled' || error.code === 'file-not-found') throw error
    return { kind: null, content: null, signer: null, verdict: verdictOfRefusal(error, context.now()), container: null }
  }
}

/** Judges any file; one that is not a container of ours has an invalid verdict with the reason. Refusals: file-not-found, cancelled. */
export async function inspectFile(file: string, context: TrustContext, options?: RunOptions): Promise<Inspection & { digest: string, size: number }> {
  let inspection: Inspection | undefined
  let whole: { digest: string, size: number } | undefined
  // Members and the whole file are digested side by side.
  await together<void>([
    async (signal) => { inspection = await inspect(await fileSource(file), context, { ...options, signal }) },
    async (signal) => { whole = await fileDigest(file, context.pool, { signal }) },
  ], options?.signal)
  if (inspection === undefined || whole === undefined) throw new TypeError('both were read')
  return { ...inspection, digest: whole.digest, size: whole.size }
}

/** The same for a small container in memory. */
export const inspectBytes = (bytes: Uint8Array, context: TrustContext): Promise<Inspection> => inspect(bytesSource(bytes), context)
