import { readFile } from 'node:fs/promises'
import { suite as suiteSchema, type SuiteName } from '../../interface/schemas/common.ts'
import { openBid } from '../../main/bid/open.ts'
import { recoveryCode } from '../../main/bid/capsule.ts'
import { readBid, type BidFile } from '../../main/bid/read.ts'
import { readCertificate, type Certificate } from '../../main/certificates/certificate.ts'
import { fileDigest } from '../../main/container/file-digest.ts'
import { asRefusal, writeFully, writeWhole } from '../../main/container/files.ts'
import { importResponse, readResponse } from '../../main/drafts/response-folder.ts'
import { UsageError, fromHere, type Command, type Invocation } from '../command.ts'
import { stampOf, withTrust, withWorkspace } from '../environment.ts'
import { findPassword, openKeyFile } from '../identity.ts'
import { showProgress } from '../progress.ts'

function suiteOf(invocation: Invocation): SuiteName {
  const result = suiteSchema.safeParse(invocation.optional('suite') ?? 'intl')
  if (!result.success) throw new UsageError('--suite intl')
  return result.data
}

const readBackups = (paths: readonly string[]): Promise<Certificate[]> => Promise.all(paths.map(async (path) =>
  readCertificate(await readFile(fromHere(path), 'latin1').catch((error: unknown) => { throw asRefusal(error, path) }))))

const seal: Command = {
  name: 'bid seal',
  usage: '--tender X.etender --response DIR --key K.p12 [--backup CERT.pem]… [--suite intl] --out Y.ebid',
  options: {
    tender: { type: 'string' }, response: { type: 'string' }, key: { type: 'string' }, out: { type: 'string' },
    backup: { type: 'string', multiple: true }, suite: { type: 'string' },
  },
  async run(invocation) {
    const response = invocation.path('response')
    const out = invocation.newPath('out')
    const tenderFile = invocation.path('tender')
    const suite = suiteOf(invocation)
    const identity = await openKeyFile(invocation)
    const backups = await readBackups(invocation.all('backup'))
    return withWorkspace(invocation, async (workspace) => {
      const work = { signal: invocation.signal, onProgress: showProgress() }
      const tender = await workspace.importTender(tenderFile, work)
      // The same draft as the window's: sealing runs over the workspace, never over the folder.
      const { lot } = readResponse(response)
      const draft = workspace.drafts.create(tender.digest, lot)
      try {
        await importResponse(workspace.drafts, draft.id, response)
        const sealed = await workspace.seal(draft.id, { identity, backups, suite, out, stamp: stampOf(invocation) }, work)
        return {
          json: { file: out, digest: sealed.digest, size: sealed.size, sealedAt: sealed.sealedAt.toISOString(), draft: draft.id, bid: sealed.bid },
          lines: [out, `digest ${sealed.digest}`, `${sealed.size} bytes, envelopes ${sealed.bid.envelopes.map((each) => each.id).join(', ')}`],
        }
      } catch (error) {
        workspace.drafts.remove(draft.id)
        throw error
      }
    })
  },
}

function describeBid({ bid, digest, size, signer, verdict, envelopes }: BidFile): Record<string, unknown> {
  return {
    digest, size, bid, verdict: verdict.state, parts: verdict.parts, timestamp: verdict.stampedAt?.toISOString() ?? null,
    signer: { subject: signer.subject, serial: signer.serial, holder: signer.holder },
    envelopes: envelopes.map((each) => ({ id: each.id, segments: each.segments.length, bytes: each.segments.reduce((sum, segment) => sum + segment.size, 0) })),
  }
}

const inspect: Command = {
  name: 'bid inspect',
  usage: 'Y.ebid',
  positionals: ['Y.ebid'],
  async run(invocation) {
    return withTrust(invocation, async (context) => {
      const file = await readBid(invocation.positionalPath('Y.ebid'), context, { signal: invocation.signal })
      const { bid } = file
      return {
        json: describeBid(file),
        lines: [
          `digest ${file.digest}`, `tender ${bid.tender.id} (${bid.tender.sequence}) ${bid.tender.digest}, lot ${bid.lot}`,
          `bidder ${bid.bidder.name} (${bid.bidder.id})`, `suite ${bid.suite}, control ${bid.control}, verdict ${file.verdict.state}`,
          ...bid.envelopes.map((each) => `envelope ${each.id}: ${each.segments} segments, opened by ${each.openedBy.bidder.map((one) => one.serial).join(', ')}`
            + (each.openedBy.tenderer.length === 0 ? '' : ` and ${each.openedBy.tenderer.map((one) => one.serial).join(', ')}`)),
        ],
      }
    })
  },
}

const trial: Command = {
  name: 'bid trial-open',
  usage: 'Y.ebid --key K.p12 [--tender X.etender]',
  positionals: ['Y.ebid'],
  options: { key: { type: 'string' }, tender: { type: 'string' } },
  async run(invocation) {
    const file = invocation.positionalPath('Y.ebid')
    const identity = await openKeyFile(invocation)
    return withWorkspace(invocation, async (workspace) => {
      const tenderFile = invocation.optionalPath('tender')
      if (tenderFile !== undefined) await workspace.importTender(tenderFile)
      const statement = await workspace.trialOpen(file, identity, { signal: invocation.signal, onProgress: showProgress() })
      return {
        json: { ...statement },
        lines: statement.envelopes.map((each) => `${each.id}: bidder's layer ${each.biddersLayer}; tenderer's layer: ${tenderersLayer[each.tenderersLayer]}; `
          + `contents ${each.contents}; commitment ${each.commitment}`),
      }
    })
  },
}

const tenderersLayer = { none: 'none', 'addressed-correctly-not-opened': 'addressed correctly, not opened' } as const

const capsule: Command = {
  name: 'bid capsule',
  usage: 'Y.ebid --out C',
  positionals: ['Y.ebid'],
  options: { out: { type: 'string' } },
  async run(invocation) {
    const out = invocation.newPath('out')
    return withWorkspace(invocation, async (workspace) => {
      const { digest } = await fileDigest(invocation.positionalPath('Y.ebid'), workspace.context.pool, { signal: invocation.signal })
      const given = await findPassword(invocation, 'capsule')
      const password = given ?? recoveryCode()
      const exported = await workspace.exportCapsule(digest, password)
      // Never on a screen or in a log: the code goes into a private file beside the capsule, to be kept elsewhere.
      if (given === undefined) await writeWhole(`${out}.code`, (handle) => writeFully(handle, Buffer.from(`${password}\n`), 0))
      await writeWhole(out, (handle) => writeFully(handle, exported, 0))
      return {
        json: { file: out, bidDigest: digest, ...(given === undefined ? { code: `${out}.code` } : {}) },
        lines: [out, ...(given === undefined ? [`${out}.code: the code that opens it; keep the two apart`] : [])],
      }
    })
  },
}

const open: Command = {
  name: 'bid open',
  usage: 'Y.ebid --key K.p12 [--tenderer-key T.p12] --out DIR',
  positionals: ['Y.ebid'],
  options: { key: { type: 'string' }, 'tenderer-key': { type: 'string' }, 'tenderer-key-password-file': { type: 'string' }, out: { type: 'string' } },
  async run(invocation) {
    const file = invocation.positionalPath('Y.ebid')
    const out = invocation.path('out')
    const bidder = await openKeyFile(invocation)
    const tenderer = invocation.optional('tenderer-key') === undefined ? null : await openKeyFile(invocation, 'tenderer-key')
    return withTrust(invocation, async (context) => {
      const { bid, envelopes } = await openBid({ file, bidder, tenderer, out }, context, { signal: invocation.signal, onProgress: showProgress() })
      return {
        json: { bidDigest: bid.digest, out, commitments: 'equal', envelopes: envelopes.map(({ id, file: container, folder, response }) => ({ id, container, folder, response })) },
        lines: envelopes.map((each) => `${each.id}: ${each.folder} (commitment equal)`),
      }
    })
  },
}

/** `bid seal` refuses with the list of what is missing; the code is response-incomplete. */
export const bidCommands: readonly Command[] = [seal, inspect, trial, capsule, open]

