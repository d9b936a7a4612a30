// A drafting program that works without pause and says on stdout what was acknowledged to it. It never ends by itself.
import { createHash, randomUUID } from 'node:crypto'
import { writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase } from '../../main/drafts/database.ts'
import { Drafts } from '../../main/drafts/drafts.ts'
import { Journal } from '../../main/drafts/journal.ts'
import { SealedBids } from '../../main/drafts/sealed.ts'
import { FileKeyStore } from '../../main/drafts/workspace-key.ts'
import { aTender } from '../unit/main/checks/a-tender.ts'

export interface Line {
  /** `intent` stands before what takes something away or replaces it: until its `done` both states are right. */
  say: 'intent' | 'done'
  did: 'create' | 'attach' | 'form' | 'schedule' | 'capsule' | 'journal' | 'remove'
  id: string
  seed?: string
}

/** The content that belongs to a seed: 1 to 3 MiB. */
export function contentOf(seed: string): Buffer {
  const pattern = createHash('sha256').update(seed).digest()
  return Buffer.alloc(1024 * 1024 + pattern.readUIntBE(0, 3) % (2 * 1024 * 1024), pattern)
}

function say(say: Line['say'], did: Line['did'], id: string, seed?: string): void {
  writeSync(1, `${JSON.stringify({ say, did, id, ...(seed === undefined ? {} : { seed }) } satisfies Line)}\n`)
}

async function work(folder: string, scratch: string): Promise<void> {
  const database = openDatabase(join(folder, 'workspace.sqlite'))
  const drafts = new Drafts(database, folder)
  const sealed = new SealedBids(database, folder, new FileKeyStore(folder))
  const journal = new Journal(database)
  const source = join(scratch, 'source.pdf')
  const attach = async (draft: string): Promise<void> => {
    const seed = randomUUID()
    writeFileSync(source, contentOf(seed))
    say('intent', 'attach', draft, seed)
    await drafts.attach(draft, 'qualification', source)
    say('done', 'attach', draft, seed)
  }

  const packageBytes = contentOf('a tender package')
  const digest = createHash('sha256').update(packageBytes).digest('hex')
  writeFileSync(join(scratch, 't.etender'), packageBytes)
  await drafts.importTender(aTender(), digest, join(scratch, 't.etender'))
  for (let round = 0; ; round++) {
    const { id } = drafts.create(digest, '1')
    say('done', 'create', id)
    await attach(id)
    drafts.setForm(id, 'letter', { manager: id })
    say('done', 'form', id)
    drafts.setSchedule(id, 'prices', [{ item: 'earth', unitPrice: `${round}.01` }, { item: id, unitPrice: '1' }])
    say('done', 'schedule', id)
    const bidDigest = createHash('sha256').update(id).digest('hex')
    sealed.saveCapsule(bidDigest, Buffer.from(id))
    say('done', 'capsule', id)
    say('done', 'journal', journal.append({ at: new Date().toISOString(), event: 'capsule', details: { id } }))
    if (round % 3 === 1) await attach(id)
    if (round % 3 !== 0) continue
    say('intent', 'remove', id)
    drafts.remove(id)
    say('done', 'remove', id)
  }
}

const [folder, scratch] = process.argv.slice(2)
if (folder !== undefined && scratch !== undefined && process.argv[1] === import.meta.filename) await work(folder, scratch)
