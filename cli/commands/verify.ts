import type { Part } from '../../main/certificates/verdict.ts'
import type { ReadContainer } from '../../main/container/read.ts'
import { applyRequirements, type Requirement, type Verdict } from '../../main/container/verify.ts'
import { inspectFile } from '../../main/opening/inspect-file.ts'
import { UsageError, type Command, type Invocation, type Outcome } from '../command.ts'
import { withTrust } from '../environment.ts'

function requirementsOf(invocation: Invocation): Requirement[] {
  return (invocation.optional('require') ?? '').split(',').filter((each) => each !== '').map((each) => {
    if (each !== 'revocation' && each !== 'time') throw new UsageError('--require revocation,time')
    return each
  })
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

export const verifyCommand: Command = {
  name: 'verify',
  usage: 'FILE --trust trust.json [--require revocation,time]',
  positionals: ['FILE'],
  options: { require: { type: 'string' } },
  async run(invocation) {
    const file = invocation.positionalPath('FILE')
    const requirements = requirementsOf(invocation)
    return withTrust(invocation, async (context) => {
      const { container, digest, size, verdict } = await inspectFile(file, context, { signal: invocation.signal })
      if (container === null) return outcome(verdict, { file, kind: null }, [])
      const judged = applyRequirements(verdict, requirements)
      const { signer, signingTime } = container.signature
      return outcome(judged, { file, digest, size, ...describe(container) }, [
        `kind: ${container.kind} (${container.form} form)`,
        `signer: ${signer.subject}, serial ${signer.serial}`,
        `time: ${judged.stampedAt?.toISOString() ?? `${signingTime?.toISOString() ?? 'none'} (claimed, no timestamp)`}`,
        ...container.manifest.map(({ name, digest: each }) => `  ${each.toString('hex')}  ${name}`),
      ])
    })
  },
}
