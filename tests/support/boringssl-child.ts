// Runs a bid from sealing to opening in a process with tests/support/boringssl-guard.ts; prints what happened as JSON.
import { createCipheriv, createHash, webcrypto } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import { openBid } from '../../main/bid/open.ts'
import { Desk, stampIn } from './desk.ts'

async function reasonOf(work: () => unknown): Promise<string> {
  try {
    await work()
    return 'nothing'
  } catch (error) {
    return (error as Error).message
  }
}

/** From a thread that is started as the pool starts its own. */
const inWorker = (): Promise<string> => new Promise((resolve, reject) => {
  new Worker(new URL('./boringssl-worker.ts', import.meta.url)).once('message', resolve).once('error', reject)
})

const bites = {
  wrap: await reasonOf(() => createCipheriv('id-aes256-wrap', Buffer.alloc(32), Buffer.alloc(8, 0xa6))),
  sm3: await reasonOf(() => createHash('sm3')),
  ccm: await reasonOf(() => createCipheriv('aes-256-ccm', Buffer.alloc(32), Buffer.alloc(12), { authTagLength: 16 })),
  webcrypto: await reasonOf(() => webcrypto.subtle.generateKey({ name: 'AES-KW', length: 256 }, true, ['wrapKey'])),
  worker: await inWorker(),
}

const work: Record<string, unknown> = {}
for (const control of ['bidder', 'bidder+tenderer'] as const) {
  for (const name of ['bidder-a', 'bidder-b'] as const) {
    const desk = await Desk.open({ control })
    try {
      desk.bidder = await desk.identity(name)
      const file = desk.path('guarded.ebid')
      const { digest } = await desk.seal(await desk.draft(), file, { stamp: stampIn(desk.practice) })
      const trial = await desk.workspace.trialOpen(file, desk.bidder)
      const { envelopes } = await openBid({ file, bidder: desk.bidder, tenderer: desk.tenderer, out: desk.path('opened') }, desk.workspace.context)
      const capsule = await desk.workspace.exportCapsule(digest, 'x')
      work[`${control} ${name}`] = { complete: trial.complete, envelopes: envelopes.length, capsule: capsule.length > 0 }
    } finally {
      await desk.close()
    }
  }
}
process.stdout.write(JSON.stringify({ bites, work }))
