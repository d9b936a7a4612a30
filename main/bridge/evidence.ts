import { Refusal } from '../../interface/errors.ts'
import type { Receipt } from '../../interface/schemas/receipt.ts'
import type { ReceiptBrief, ReceiptView, RecordView } from '../../preload/contract/evidence.ts'
import type { ReceiptSummary } from '../drafts/receipts.ts'
import type { StoredRecord } from '../drafts/records.ts'
import { inspectBytes } from '../opening/inspect-file.ts'
import { keepRecord, ownOutcome, readKeptRecord } from '../opening/kept-records.ts'
import type { Workspace } from '../workspace.ts'
import type { AreaHandlers, BridgeContext } from './context.ts'
import { signerView, verdictView } from './verdict-view.ts'
import { bytesChunks, saveCopy } from './viewing.ts'

const brief = ({ digest, platform, tender, lot, type, bidDigest, holder, receivedAt }: ReceiptSummary): ReceiptBrief =>
  ({ digest, platform, tender, lot, type, bidDigest, holder, receivedAt })

function keptReceipt({ receipts }: Workspace, digest: string): ReceiptSummary & { bytes: Buffer } {
  const kept = receipts.get(digest)
  if (kept === undefined) throw new Refusal('evidence-unknown', digest)
  return kept
}

async function receiptView(workspace: Workspace, digest: string): Promise<ReceiptView> {
  const kept = keptReceipt(workspace, digest)
  const { content, signer, verdict } = await inspectBytes(kept.bytes, workspace.context)
  if (content === null || signer === null) throw new Refusal('receipt-invalid', verdict.parts[0]?.code)
  const { subject, serial } = signer
  return { ...brief(kept), receipt: content as Receipt, verdict: verdictView(verdict), signer: { subject, serial } }
}

export function receiptsHandlers({ workspace, desktop }: BridgeContext): AreaHandlers<'receipts'> {
  return {
    'receipts.list': async ({ tender, lot }) => workspace.receipts.listAll(tender, lot).map(brief),
    'receipts.get': ({ receipt }) => receiptView(workspace, receipt),
    'receipts.save': async ({ receipt }) => {
      const { tender, type, bytes } = keptReceipt(workspace, receipt)
      return saveCopy(desktop, `${tender}-${type}.receipt`, () => bytesChunks(bytes), receipt)
    },
  }
}

async function recordView(workspace: Workspace, stored: StoredRecord): Promise<RecordView> {
  const { record, signer, verdict } = await readKeptRecord(workspace, stored)
  const { subject, holder } = signerView(signer)
  return { digest: stored.digest, record, verdict: verdictView(verdict), signer: { subject, holder }, own: ownOutcome(workspace, record) }
}

export function recordsHandlers({ workspace, desktop }: BridgeContext): AreaHandlers<'records'> {
  const kept = (digest: string): StoredRecord => {
    const found = workspace.records.get(digest)
    if (found === undefined) throw new Refusal('evidence-unknown', digest)
    return found
  }
  return {
    'records.keep': async ({ tenderDigest, lot, record }) =>
      recordView(workspace, kept(await keepRecord(workspace, tenderDigest, lot, Buffer.from(record, 'base64')))),
    'records.list': ({ tenderDigest, lot }) => Promise.all(workspace.records.list(tenderDigest, lot).map((each) => recordView(workspace, each))),
    'records.save': async ({ record }) => {
      const { bytes, lot, tenderDigest } = kept(record)
      const number = workspace.drafts.tender(tenderDigest)?.tender.tender.id ?? 'tender'
      return saveCopy(desktop, `${number}-${lot}.record`, () => bytesChunks(bytes), record)
    },
  }
}
