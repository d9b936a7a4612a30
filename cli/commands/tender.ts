import { publishTender } from '../../interface/flows.ts'
import { Refusal } from '../../interface/errors.ts'
import { PlatformClient } from '../../interface/client.ts'
import { buildTender } from '../../main/tender/build.ts'
import type { TenderPackage } from '../../main/tender/read.ts'
import { readTender } from '../../main/tender/read.ts'
import { writeWhole, writeFully } from '../../main/container/files.ts'
import type { Command } from '../command.ts'
import { sliceFile, withConnection } from '../connection.ts'
import { stampOf, withTrust } from '../environment.ts'
import { openKeyFile } from '../identity.ts'

function summary({ tender, digest, size, form, signer, verdict }: TenderPackage): Record<string, unknown> {
  return {
    id: tender.tender.id, title: tender.tender.title, sequence: tender.sequence, supersedes: tender.supersedes, digest, size, form,
    deadline: tender.tender.tenderPeriod.endDate, lots: tender.tender.lots.map((each) => each.id),
    envelopes: tender.sealing.envelopes.map((each) => each.id), control: tender.sealing.control,
    platform: tender.platform, signer: { subject: signer.subject, serial: signer.serial }, verdict: verdict.state,
  }
}

const brief = ({ tender, digest, verdict }: TenderPackage): string[] => [
  `${tender.tender.title} (${tender.tender.id}, ${tender.sequence})`,
  `digest ${digest}`, `deadline ${tender.tender.tenderPeriod.endDate}`, `verdict ${verdict.state}`,
]

/** `--platform O` fills the definition's platform from the descriptor, so that a rehearsal may run on any port. */
async function amendWith(origin: string | undefined): Promise<((json: unknown) => unknown) | undefined> {
  if (origin === undefined) return undefined
  const { code, origin: reached } = await new PlatformClient(origin).descriptor()
  return (json) => typeof json === 'object' && json !== null ? { ...json, platform: { code, origin: reached } } : json
}

const build: Command = {
  name: 'tender build',
  usage: '--definition tender.json --documents DIR --key K.p12 --out X.etender [--supersedes OLD.etender] [--platform O]',
  options: {
    definition: { type: 'string' }, documents: { type: 'string' }, key: { type: 'string' }, out: { type: 'string' },
    supersedes: { type: 'string' }, platform: { type: 'string' },
  },
  async run(invocation) {
    const input = { definition: invocation.path('definition'), documents: invocation.path('documents'), out: invocation.newPath('out'), supersedes: invocation.optionalPath('supersedes') }
    const agency = await openKeyFile(invocation)
    const amend = await amendWith(invocation.optional('platform'))
    return withTrust(invocation, async (context) => {
      const tender = await buildTender({ ...input, agency, amend, stamp: stampOf(invocation) }, context, { signal: invocation.signal })
      return { json: { file: input.out, ...summary(tender) }, lines: [input.out, ...brief(tender)] }
    })
  },
}

const show: Command = {
  name: 'tender show',
  usage: 'X.etender',
  positionals: ['X.etender'],
  async run(invocation) {
    return withTrust(invocation, async (context) => {
      const tender = await readTender(invocation.positionalPath('X.etender'), context, { signal: invocation.signal })
      const { response, sealing } = tender.tender
      return {
        json: { ...summary(tender), tender: tender.tender },
        lines: [
          ...brief(tender),
          ...tender.tender.tender.documents.map((each) => `document ${each.file}  ${each.title}`),
          ...response.sections.map((each) => `section ${each.id} [${each.envelope}] ${each.kind}${each.required ? ' *' : ''}  ${each.title}`),
          ...sealing.stages.map((each) => `opening ${each.id}: ${each.envelopes.join(', ')} at ${each.openingTime}, window ${each.windowMinutes} min`),
        ],
      }
    })
  },
}

const publish: Command = {
  name: 'tender publish',
  usage: 'X.etender --platform O --key K.p12 [--out R.receipt]',
  positionals: ['X.etender'],
  options: { platform: { type: 'string' }, key: { type: 'string' }, out: { type: 'string' } },
  async run(invocation) {
    const file = invocation.positionalPath('X.etender')
    const out = invocation.optionalTarget('out')
    return withConnection(invocation, async (connection) => {
      const { platform, workspace, identity } = connection
      const { tender, digest, size } = await workspace.importTender(file, { signal: invocation.signal })
      if (tender.platform.code !== platform.descriptor.code) throw new Refusal('platform-mismatch', `the tender names ${tender.platform.code}`)
      if (!tender.parties.some((each) => each.id === identity.holder.id && each.roles.includes('procuringEntity'))) {
        throw new Refusal('not-permitted', 'procuringEntity (招标代理)')
      }
      const source = await sliceFile(file)
      const receipt = await publishTender(connection, { digest, size, source }, tender.tender.id, {
        chunkBytes: platform.descriptor.limits.chunkBytes, signal: invocation.signal,
      }).finally(() => source.close())
      if (out !== undefined) await writeWhole(out, (handle) => writeFully(handle, receipt, 0))
      return {
        json: { tender: tender.tender.id, digest, sequence: tender.sequence, ...(out === undefined ? {} : { receipt: out }) },
        lines: [`published ${tender.tender.id} (${tender.sequence}) at ${platform.descriptor.name}`],
      }
    })
  },
}

export const tenderCommands = [build, show, publish]
