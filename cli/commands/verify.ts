import { Refusal } from '../../interface/errors.ts'
import type { Bid, Response } from '../../interface/schemas/bid.ts'
import type { Tender } from '../../interface/schemas/tender.ts'
import { worst, type Part } from '../../main/certificates/verdict.ts'
import { fileDigest } from '../../main/container/file-digest.ts'
import type { ReadContainer } from '../../main/container/read.ts'
import { readContainer } from '../../main/container/read.ts'
import { fileSource } from '../../main/container/source.ts'
import type { TrustContext } from '../../main/container/verify.ts'
import { applyRequirements, judgeContainer, verdictOfRefusal, type Requirement, type Verdict } from '../../main/container/verify.ts'
import { partyWith } from '../../main/tender/read.ts'
import { together } from '../../main/work/together.ts'
import { UsageError, type Command, type Invocation, type Outcome } from '../command.ts'
import { withTrust } from '../environment.ts'

function requirementsOf(invocation: Invocation): Requirement[] {
  return (invocation.optional('require') ?? '').split(',').filter((each) => each !== '').map((each) => {
    if (each !== 'revocation' && each !== 'time') throw new UsageError('--require revocation,time')
    return each
  })
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

const partLine = ({ part, state, code, detail }: Part): string =>
  `  ${part}: ${state}${code === undefined ? '' : ` [${code}]`}${detail === undefined ? '' : ` ${detail}`}`

function describe(container: ReadContainer): Record<string, unknown> {
  const { signature, kind, form } = container
  const { signer } = signature
  return {
    kind, form,
    signer: { subject: signer.subject, serial: signer.serial, holder: signer.holder, practice: signer.isPractice },
    signingTime: signature.signingTime?.toISOString() ?? null,
    members: container.manifest.map(({ name, digest }) => ({ name, size: container.sizes.get(name) ?? 0, digest: digest.toString('hex') })),
  }
}

function outcome(verdict: Verdict, about: Record<string, unknown>, lines: string[]): Outcome {
  return {
    exitCode: verdict.state === 'invalid' ? 1 : 0,
    json: { verdict: verdict.state, ...about, timestamp: verdict.stampedAt?.toISOString() ?? null, judgedAt: verdict.judgedAt.toISOString(), parts: verdict.parts },
    lines: [`verdict: ${verdict.state}`, ...verdict.parts.map(partLine), ...lines],
  }
}

/** Members and the whole file are digested side by side. */
async function readWhole(file: string, { pool }: TrustContext, signal: AbortSignal): Promise<{ container: ReadContainer, digest: string, size: number }> {
  let container: ReadContainer | undefined
  let whole: { digest: string, size: number } | undefined
  await together<void>([
    async (linked) => {
      container = await readContainer(await fileSource(file), pool, { signal: linked })
      await container.archive.close()
    },
    async (linked) => { whole = await fileDigest(file, pool, { signal: linked }) },
  ], signal)
  if (container === undefined || whole === undefined) throw new TypeError('both were read')
  return { container, digest: whole.digest, size: whole.size }
}

export const verifyCommand: Command = {
  name: 'verify',
  usage: 'FILE --trust trust.json [--require revocation,time]',
  positionals: ['FILE'],
  options: { require: { type: 'string' } },
  async run(invocation) {
    const file = invocation.positionalPath('FILE')
    const requirements = requirementsOf(invocation)
    return withTrust(invocation, async (context) => {
      try {
        const { container, digest, size } = await readWhole(file, context, invocation.signal)
        const judged = applyRequirements(await judgeContainer(container, context), requirements)
        const parts = [...judged.parts, ...holderParts(container)]
        const { signer } = container.signature
        return outcome({ ...judged, parts, state: worst(parts) }, { file, digest, size, ...describe(container) }, [
          `kind: ${container.kind} (${container.form} form)`,
          `signer: ${signer.subject}, serial ${signer.serial}`,
          `time: ${judged.stampedAt?.toISOString() ?? `${container.signature.signingTime?.toISOString() ?? 'none'} (claimed, no timestamp)`}`,
          ...container.manifest.map(({ name, digest: each }) => `  ${each.toString('hex')}  ${name}`),
        ])
      } catch (error) {
        if (!(error instanceof Refusal) || error.code === 'cancelled' || error.code === 'file-not-found') throw error
        return outcome(verdictOfRefusal(error, context.now()), { file, kind: null }, [])
      }
    })
  },
}
