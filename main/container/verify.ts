import { Refusal, type ErrorCode } from '../../interface/errors.ts'
import { judgeCertificate } from '../certificates/judge.ts'
import { judgeTimestamp } from '../certificates/timestamp.ts'
import type { TrustStore } from '../certificates/trust.ts'
import { worst, type Part, type State } from '../certificates/verdict.ts'
import type { RunOptions, WorkerPool } from '../work/pool.ts'
import type { ContainerKind } from './kinds.ts'
import { readContainer, type ReadContainer } from './read.ts'
import { fileSource, type ByteSource } from './source.ts'

/** Verdict on a container: the worst of integrity, signature, chain, purpose, revocation and time, each named. */
export interface Verdict {
  state: State
  parts: Part[]
  /** Time at which the certificates were judged: the timestamp's where there is one. */
  judgedAt: Date
  stampedAt: Date | null
}

export interface TrustContext {
  trust: TrustStore
  pool: WorkerPool
  /** The time that counts where no timestamp proves another. */
  now: () => Date
}

/** Parts that `--require` can name. */
export type Requirement = 'revocation' | 'time'

const readParts: Part[] = [{ part: 'integrity', state: 'valid' }, { part: 'signature', state: 'valid' }]

async function judgeTime(container: ReadContainer, trust: TrustStore): Promise<{ time: Date | null, part: Part }> {
  const { timestamp, signature } = container.signature
  if (timestamp === null) return { time: null, part: { part: 'time', state: 'indeterminate', detail: 'no timestamp' } }
  return judgeTimestamp(timestamp, signature, trust)
}

/** Judges a container that was read without complaint. */
export async function judgeContainer(container: ReadContainer, { trust, now }: TrustContext): Promise<Verdict> {
  const time = await judgeTime(container, trust)
  const at = time.time ?? now()
  const parts = await judgeCertificate(container.signature.signer, {
    intermediates: container.signature.others, trust, at, purpose: container.kind === 'certification' ? 'certification' : 'signing',
  })
  const all = [...readParts, ...parts, time.part]
  return { state: worst(all), parts: all, judgedAt: at, stampedAt: time.time }
}

/** Makes a requirement that is not met an invalid part (`--require`). */
export function applyRequirements(verdict: Verdict, requirements: readonly Requirement[]): Verdict {
  const parts = verdict.parts.map((part): Part => {
    const required = requirements.some((each) => each === part.part) && part.state === 'indeterminate'
    return required ? { ...part, state: 'invalid', code: 'requirement-unmet' } : part
  })
  return { ...verdict, parts, state: worst(parts) }
}

const signatureCodes: readonly ErrorCode[] = ['signature-form', 'signature-invalid', 'signer-certificate', 'certificate-unreadable']

/** The verdict on something that could not even be read. */
export function verdictOfRefusal(refusal: Refusal, at: Date): Verdict {
  const part: Part = {
    part: signatureCodes.includes(refusal.code) ? 'signature' : 'integrity', state: 'invalid', code: refusal.code,
    ...(refusal.detail === undefined ? {} : { detail: refusal.detail }),
  }
  return { state: 'invalid', parts: [part], judgedAt: at, stampedAt: null }
}

export interface TrustedContainer<K extends ContainerKind> extends ReadContainer<K> { verdict: Verdict }

/**
 * Reads a container of one kind and refuses it unless its verdict is valid or indeterminate. Close its archive. Refusals: the code of the
 * first invalid part.
 */
export async function readTrusted<K extends ContainerKind>(
  source: string | ByteSource, kind: K, context: TrustContext, options?: RunOptions,
): Promise<TrustedContainer<K>> {
  const container = await readContainer(typeof source === 'string' ? await fileSource(source) : source, context.pool, options)
  try {
    if (container.kind !== kind) throw new Refusal('not-a-container', `${container.kind} where ${kind} was expected`)
    const verdict = await judgeContainer(container, context)
    const bad = verdict.parts.find((each) => each.state === 'invalid')
    if (bad !== undefined) throw new Refusal(bad.code ?? 'signature-invalid', bad.detail)
    return { ...container as ReadContainer<K>, verdict }
  } catch (error) {
    await container.archive.close()
    throw error
  }
}
