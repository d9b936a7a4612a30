import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'
import { Refusal } from '../../interface/errors.ts'
import { openDatabase, type Database } from '../../main/drafts/database.ts'
import { Drafts, type Draft } from '../../main/drafts/drafts.ts'
import { Journal } from '../../main/drafts/journal.ts'
import { SealedBids } from '../../main/drafts/sealed.ts'
import { FileKeyStore } from '../../main/drafts/workspace-key.ts'
import { contentOf, type Line } from './drafts-kill.child.ts'

/** Two workspaces side by side: most of the time goes into starting the program. */
const lanes = ['one', 'two']
const killsPerLane = 20
const root = mkdtempSync(join(tmpdir(), 'sealbid-kill-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex')

/** Runs the program until a random moment, from its very start to some way into its work; answers what it has said. */
async function runAndKill(workspace: string, scratch: string): Promise<Line[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'drafts-kill.child.ts'), workspace, scratch], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  let complained = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => { said += text })
  child.stderr.setEncoding('utf8').on('data', (text: string) => { complained += text })
  const closed = once(child, 'close')
  const kind = Math.random()
  // A quarter while it starts and opens the workspace, a quarter anywhere, half close behind the beginning of an attachment.
  if (kind > 0.25) await Promise.race([once(child.stdout, 'data'), closed])
  if (kind > 0.5) {
    const intents = 1 + Math.floor(Math.random() * 2)
    while (said.split('"attach"').length <= 2 * intents - 1 && child.exitCode === null) await pause(1)
  }
  await pause(Math.random() * (kind > 0.5 ? 40 : 300))
  child.kill('SIGKILL')
  await closed
  expect([child.signalCode, complained]).toEqual(['SIGKILL', ''])
  // A line that was cut off was not acknowledged.
  return said.slice(0, said.lastIndexOf('\n') + 1).split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Line)
}

/** What must be there after everything that was said, in order. */
class Expected {
  readonly attachments = new Map<string, Set<string>>()
  readonly created = new Set<string>()
  readonly forms = new Set<string>()
  readonly schedules = new Set<string>()
  readonly capsules = new Set<string>()
  readonly heads = new Set<string>()
  readonly removed = new Set<string>()
  /** May be there or not: its removal was begun and not acknowledged. */
  readonly open = new Set<string>()

  hear({ say, did, id, seed = '' }: Line): void {
    if (did === 'attach') {
      const before = say === 'intent' ? [...this.attachments.get(id) ?? ['']] : []
      this.attachments.set(id, new Set([...before, seed]))
    } else if (did === 'remove') (say === 'intent' ? this.open : this.removed).add(id)
    else ({ create: this.created, form: this.forms, schedule: this.schedules, capsule: this.capsules, journal: this.heads })[did].add(id)
  }
}

function draftOrNone(drafts: Drafts, id: string): Draft | undefined {
  try {
    return drafts.get(id)
  } catch (error) {
    if (error instanceof Refusal && error.code === 'draft-unknown') return undefined
    throw error
  }
}

/** Every acknowledged thing about one draft, whole. */
async function checkDraft(drafts: Drafts, id: string, expected: Expected): Promise<void> {
  const draft = draftOrNone(drafts, id)
  if (expected.removed.has(id)) return expect(draft, 'removed').toBeUndefined()
  if (draft === undefined) return expect(expected.open.has(id), 'lost').toBe(true)
  if (expected.forms.has(id)) expect(draft.answers.get('letter')).toEqual({ kind: 'form', values: { manager: id } })
  if (expected.schedules.has(id)) expect(draft.answers.get('prices')).toMatchObject({ kind: 'schedule', rows: [{}, { item: id, unitPrice: '1' }] })
  const answer = draft.answers.get('qualification')
  const seeds = [...expected.attachments.get(id) ?? ['']]
  if (answer?.kind !== 'file') return expect(seeds, 'attachment lost').toContain('')
  expect(seeds.filter((seed) => seed !== '').map((seed) => sha256(contentOf(seed)))).toContain(answer.attachment.sha256)
  await drafts.checkAttachment(answer.attachment)
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile()).map((each) => each.name)
}

function checkDatabase(database: Database, workspace: string, expected: Expected): void {
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
  expect(database.pragma('foreign_key_check')).toEqual([])
  const sealed = new SealedBids(database, workspace, new FileKeyStore(workspace))
  for (const id of expected.capsules) expect(sealed.loadCapsule(sha256(id))?.toString()).toBe(id)
  const journal = new Journal(database)
  expect(journal.verify().broken).toBeNull()
  const digests = new Set(journal.entries().map((each) => each.digest))
  expect([...expected.heads].filter((head) => !digests.has(head))).toEqual([])
}

/** Opens the workspace as the next start would and looks at the given drafts. */
async function reopenAndCheck(workspace: string, ids: Iterable<string>, expected: Expected): Promise<void> {
  const database = openDatabase(join(workspace, 'workspace.sqlite'))
  const drafts = new Drafts(database, workspace)
  expect(filesIn(join(workspace, 'temporary'))).toEqual([])
  const contents = database.prepare<[], string>('SELECT sha256 FROM contents ORDER BY sha256').pluck().all()
  expect(filesIn(join(workspace, 'attachments')).sort()).toEqual(contents)
  checkDatabase(database, workspace, expected)
  for (const id of ids) await checkDraft(drafts, id, expected)
  database.close()
}

async function runLane(lane: string): Promise<{ expected: Expected, leftovers: number }> {
  const workspace = join(root, lane, 'workspace')
  const scratch = join(root, lane, 'scratch')
  mkdirSync(scratch, { recursive: true })
  const expected = new Expected()
  let leftovers = 0
  for (let kill = 0; kill < killsPerLane; kill++) {
    const lines = await runAndKill(workspace, scratch)
    for (const line of lines) expected.hear(line)
    leftovers += filesIn(join(workspace, 'temporary')).length
    // Drafts of this run, and after the last one all that ever were.
    const ids = kill === killsPerLane - 1 ? expected.created : lines.filter((line) => line.did === 'create').map((line) => line.id)
    await reopenAndCheck(workspace, ids, expected)
  }
  return { expected, leftovers }
}

it(`keeps what it has acknowledged through ${lanes.length * killsPerLane} kills`, async () => {
  const results = await Promise.all(lanes.map(runLane))
  const sum = (count: (result: typeof results[number]) => number): number => results.reduce((total, each) => total + count(each), 0)
  const created = sum((each) => each.expected.created.size)
  const removed = sum((each) => each.expected.removed.size)
  const leftovers = sum((each) => each.leftovers)
  console.info(`${created} drafts and ${removed} removals acknowledged, ${leftovers} half-written files swept`)
  // The kills have hit what they were meant to hit.
  expect(leftovers).toBeGreaterThan(0)
  expect(created).toBeGreaterThan(killsPerLane / 2)
  expect(removed).toBeGreaterThan(0)
}, 120_000)
