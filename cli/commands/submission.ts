import { Refusal } from '../../interface/errors.ts'
import { submitBid } from '../../interface/flows.ts'
import { readBid, type BidFile } from '../../main/bid/read.ts'
import { writeFully, writeWhole } from '../../main/container/files.ts'
import type { TrustContext } from '../../main/container/verify.ts'
import { UsageError, type Command, type Invocation, type Outcome } from '../command.ts'
import { lotOf, sliceFile, tenderInForce, withConnection, type Connection } from '../connection.ts'

const options = { platform: { type: 'string' }, key: { type: 'string' }, out: { type: 'string' }, tender: { type: 'string' }, lot: { type: 'string' } } as const

/** Nothing that is not sealed is sent before the opening (电子招标投标办法, art. 26). Refusal('not-encrypted'). */
async function readSealed(file: string, context: TrustContext, invocation: Invocation): Promise<BidFile> {
  try {
    return await readBid(file, context, { signal: invocation.signal })
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not-a-container') throw new Refusal('not-encrypted', file)
    throw error
  }
}

/** What can be known before bytes are sent. Refusals: signer-mismatch, platform-mismatch, tender-superseded. */
async function checkBeforehand({ bid }: BidFile, { client, platform, identity }: Connection): Promise<void> {
  if (bid.bidder.id !== identity.holder.id) throw new Refusal('signer-mismatch', `sealed by ${bid.bidder.name}, key of ${identity.holder.name}`)
  if (bid.platform !== platform.descriptor.code) throw new Refusal('platform-mismatch', `sealed for ${bid.platform}`)
  const { digest, versions } = await client.tender(bid.tender.id)
  if (digest !== bid.tender.digest && versions.some((each) => each.digest === bid.tender.digest)) throw new Refusal('tender-superseded', `in force: ${digest}`)
}

function showTransfer(): (acknowledged: number, total: number) => void {
  return (acknowledged, total) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[Kuploading ${Math.floor(acknowledged * 100 / total)}%${acknowledged >= total ? '\n' : ''}`)
  }
}

async function send(invocation: Invocation, type: 'submit' | 'replace', file: string): Promise<Outcome> {
  const out = invocation.optionalTarget('out')
  return withConnection(invocation, async (connection) => {
    const bid = await readSealed(file, connection.workspace.context, invocation)
    await checkBeforehand(bid, connection)
    const source = await sliceFile(file)
    const { id: tender, digest: tenderDigest } = bid.bid.tender
    const submitted = await submitBid(connection, { type, tender, tenderDigest, lot: bid.bid.lot, bid }, source, {
      chunkBytes: connection.platform.descriptor.limits.chunkBytes, signal: invocation.signal, onProgress: showTransfer(),
    }).finally(() => source.close())
    return receiptOutcome(submitted, out)
  })
}

async function receiptOutcome({ bytes, digest, receipt }: Awaited<ReturnType<typeof submitBid>>, out: string | undefined): Promise<Outcome> {
  if (out !== undefined) await writeWhole(out, (handle) => writeFully(handle, bytes, 0))
  return {
    json: { receipt, receiptDigest: digest, ...(out === undefined ? {} : { file: out }) },
    lines: [`${receipt.type}: confirmed by ${receipt.platform.name} at ${receipt.receivedAt}`, `bid ${receipt.bid.digest}, ${receipt.bid.size} bytes`, `receipt ${digest}`],
  }
}

const submit: Command = {
  name: 'submit', usage: 'Y.ebid --platform O --key K.p12 --out R.receipt', positionals: ['Y.ebid'], options,
  run: (invocation) => send(invocation, 'submit', invocation.positionalPath('Y.ebid')),
}

const replace: Command = {
  name: 'replace', usage: 'Y.ebid --platform O --key K.p12 --out R.receipt', positionals: ['Y.ebid'], options,
  run: (invocation) => send(invocation, 'replace', invocation.positionalPath('Y.ebid')),
}

/** Tender and lot: by the bid file, or by number. */
async function placeOf(invocation: Invocation, connection: Connection): Promise<{ tender: string, lot: string, tenderDigest: string }> {
  const file = invocation.optionalPositionalPath('Y.ebid')
  if (file !== undefined) {
    const { bid } = await readSealed(file, connection.workspace.context, invocation)
    return { tender: bid.tender.id, lot: bid.lot, tenderDigest: bid.tender.digest }
  }
  const id = invocation.optional('tender')
  if (id === undefined) throw new UsageError('Y.ebid or --tender ID')
  const tender = await tenderInForce(connection, id)
  return { tender: id, lot: lotOf(tender, invocation.optional('lot')), tenderDigest: tender.digest }
}

const withdraw: Command = {
  name: 'withdraw', usage: '(Y.ebid | --tender ID [--lot L]) --platform O --key K.p12 [--out R.receipt]', positionals: ['Y.ebid?'], options,
  async run(invocation) {
    const out = invocation.optionalTarget('out')
    return withConnection(invocation, async (connection) => {
      const place = await placeOf(invocation, connection)
      const { bidDigest, size } = await connection.client.header(place.tender, place.lot)
      const submitted = await submitBid(connection, { type: 'withdraw', ...place, bid: { digest: bidDigest, size } }, null, {
        chunkBytes: connection.platform.descriptor.limits.chunkBytes, signal: invocation.signal,
      })
      return receiptOutcome(submitted, out)
    })
  },
}

const status: Command = {
  name: 'status', usage: '(Y.ebid | --tender ID [--lot L]) --platform O --key K.p12', positionals: ['Y.ebid?'], options,
  async run(invocation) {
    return withConnection(invocation, async (connection) => {
      const { tender, lot } = await placeOf(invocation, connection)
      const own = await connection.client.own(tender, lot)
      return {
        json: { tender, lot, ...own },
        lines: [`${tender}, lot ${lot}: ${own.state}`, ...own.receipts.map((each) => `  ${each.receivedAt} ${each.type} bid ${each.bidDigest} receipt ${each.digest}`)],
      }
    })
  },
}

export const submissionCommands: readonly Command[] = [submit, replace, withdraw, status]
