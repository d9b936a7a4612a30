import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { errorText, type ErrorCode } from '../../interface/errors.ts'
import type { BidHeader } from '../../interface/schemas/opening.ts'
import type { ClosingStatement, SubmissionReceipt } from '../../interface/schemas/receipt.ts'
import { Workspace } from '../../main/workspace.ts'
import { startPlatform, type RunningPlatform } from '../../platform/server.ts'
import { runCli } from '../support/cli.ts'
import { paths } from '../support/deception.ts'
import { contentOf, forge } from '../support/forge.ts'
import { inJson, instead, Liar, type Lie } from '../support/liar.ts'
import { practiceTrust } from '../support/party.ts'
import { certifyPlatform, importCertificate } from '../support/screens/certificates.ts'
import { goToStep } from '../support/screens/projects.ts'
import { button, goTo, setClock } from '../support/screens/shell.ts'
import { pattern, text } from '../support/screens/texts.ts'
import { World, type Desk } from '../support/window-world.ts'

/** A platform that lies to a person at the window: every lie is said to be one, nothing is shown as done, nothing is sent elsewhere. */

const title = '吴越第二污水处理厂提标改造工程施工'

let world: World
let platform: RunningPlatform
/** The certified platform, as the window reaches it. */
let liar: Liar
/** Another origin, which no certification names. */
let thief: Liar
let bidder: Desk
let isBroken = false

beforeAll(async () => {
  world = await World.begin()
  liar = await Liar.before(() => platform.origin)
  thief = await Liar.before(liar.origin)
  platform = await startPlatform({ practice: world.practice, data: join(world.folder, 'platform'), port: 0, clock: '2026-12-08T01:00:00Z', publicOrigin: liar.origin })
  world.origin = liar.origin
  bidder = world.desk('bidder-a')
  await sealByCommandLine(await world.publishSample())
})
afterAll(async () => {
  await world?.end()
  await Promise.all([liar?.end(), thief?.end(), platform?.close()])
})
afterEach(() => {
  liar.repent()
  thief.repent()
})

// Chapters of one story: where one fails the next cannot begin.
beforeEach(({ skip }) => { if (isBroken) skip('an earlier chapter failed') })
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  isBroken = true
  await world.photograph(task.name)
})

const workspace = (): string => join(world.folder, 'workspace-bidder-a')

/** A bid in the window's own workspace, sealed beforehand: how that is done is another story. */
async function sealByCommandLine(tender: string): Promise<void> {
  mkdirSync(join(workspace(), 'sealed'), { recursive: true })
  const result = await runCli(['bid', 'seal', '--tender', tender, '--response', world.file('bidder-a'), '--key', bidder.p12, '--out', join(workspace(), 'sealed/own.ebid')], {
    env: { SEALBID_TRUST: world.trust, SEALBID_WORKSPACE: workspace(), SEALBID_PASSWORD: bidder.password }, cwd: world.folder,
  })
  if (result.code !== 0) throw new Error(result.stderr)
}

/** The refusal with its code, what happened and what to do. */
async function isRefused(page: Page, code: ErrorCode): Promise<void> {
  const alert = page.getByRole('alert').filter({ hasText: code })
  await alert.getByText(errorText(code, 'zh').what).first().waitFor()
  await alert.getByText(errorText(code, 'zh').remedy).first().waitFor()
}

async function addPlatform(page: Page, origin: string): Promise<void> {
  await goTo(page, 'platforms')
  await page.getByLabel(text('connection:add.label')).fill(origin)
  await button(page, text('connection:add.check')).click()
}

const answered = (origin: Liar, method: string): string[] => origin.asked(method, /./).map((each) => each.path)

describe('before anything is connected', { timeout: 120_000 }, () => {
  it('a platform that is certified for another address is refused, with the reason; it hears of nothing but the discovery', async () => {
    const { page } = await bidder.open()
    await importCertificate(bidder.program, bidder.p12, bidder.password, bidder.organisation)
    await addPlatform(page, thief.origin)
    await isRefused(page, 'platform-uncertified')
    await page.getByText(`reached at ${thief.origin}`).waitFor()
    expect([...new Set(answered(thief, 'GET'))].sort()).toEqual(['/.well-known/tendering-platform', '/v1/certification', '/v1/clock'])
    expect(answered(thief, 'POST')).toEqual([])
  })

  it('a redirect of the descriptor is not followed', async () => {
    liar.redirect('GET', /well-known/, thief.origin)
    await addPlatform(bidder.page, liar.origin)
    await bidder.page.getByRole('alert').filter({ hasText: /platform-answer|platform-unreachable/ }).waitFor()
    expect(thief.requests).toEqual([])
  })

  it('a descriptor that was changed after its certification is refused', async () => {
    liar.tell('GET', /well-known/, inJson<object>((descriptor) => ({ ...descriptor, name: '江苏省公共资源交易平台' })))
    await addPlatform(bidder.page, liar.origin)
    await isRefused(bidder.page, 'platform-uncertified')
  })
})

describe('a certified platform', { timeout: 180_000 }, () => {
  it('that answers something else than the interface says', async () => {
    const { page } = bidder
    await certifyPlatform(page)
    liar.tell('GET', /\/v1\/tenders\?/, instead(Buffer.from('<html>系统维护中</html>')))
    await goTo(page, 'projects')
    await button(page, text('projects:begin.fromPlatform')).first().click()
    await page.getByRole('dialog').getByRole('alert').filter({ hasText: 'platform-answer' }).waitFor()
    await page.keyboard.press('Escape')
  })

  it('that hands out another package than its list names', async () => {
    const { page } = bidder
    await page.reload()
    liar.tell('GET', /\/v1\/tenders(\?|\/[^/]+$)/, inJson<{ tenders?: object[] }>((value) =>
      value.tenders === undefined ? { ...value, digest: 'ab'.repeat(32) } : { ...value, tenders: value.tenders.map((each) => ({ ...each, digest: 'ab'.repeat(32) })) }))
    const real = await (await fetch(`${platform.origin}/v1/tenders`)).json() as { tenders: { id: string, digest: string }[] }
    const [{ id, digest } = { id: '', digest: '' }] = real.tenders
    const bytes = new Uint8Array(await (await fetch(`${platform.origin}/v1/tenders/${id}/packages/${digest}`)).arrayBuffer())
    liar.tell('GET', /\/packages\//, instead(bytes))
    await goTo(page, 'projects')
    await button(page, text('projects:begin.fromPlatform')).first().click()
    const dialog = page.getByRole('dialog')
    await button(dialog.getByRole('row').filter({ hasText: title }), text('projects:picker.take')).click()
    await dialog.getByRole('alert').filter({ hasText: 'digest-mismatch' }).waitFor()
    await page.keyboard.press('Escape')
  })

  it('whose receipt confirms another bid: nothing is shown as submitted, and the receipt is kept as evidence', async () => {
    const { page } = bidder
    await page.reload()
    await goTo(page, 'projects')
    await page.getByRole('row').getByRole('button', { name: title, exact: true }).click()
    await goToStep(page, 'submit')
    await button(page, text('projects:platform.connect')).click()
    await page.getByText(pattern('projects:platform.on')).waitFor()
    liar.tell('POST', /\/submissions$/, anotherBid)
    liar.tell('GET', paths.receipt, anotherBid)
    await button(page, text('projects:submit.act.submit')).click()
    await bidder.program.confirm()
    await page.getByText(text('projects:after.receipt-invalid')).waitFor()
    expect(await page.getByText(text('projects:submit.status.submitted'), { exact: true }).count()).toBe(0)
    expect(await page.getByText(text('projects:mark.submit'), { exact: true }).count()).toBe(0)
  })

  it('that tells the truth when it is asked again: the real receipt is fetched, verified and kept', async () => {
    const { page } = bidder
    await button(page, text('projects:platform.ask')).click()
    await page.getByText(text('projects:submit.status.submitted'), { exact: true }).waitFor()
    await page.getByText(text('projects:submit.recovered', { count: 1 })).waitFor()
  })

  it('that shows a closing statement with another log: nobody signs in, no key is released', async () => {
    const { page } = bidder
    await setClock(page, '2026-12-22 09:31:00')
    await goToStep(page, 'open')
    liar.tell('GET', paths.closing, async ({ body, ...answer }) => {
      const closing = contentOf<ClosingStatement>(Buffer.from(body), 'receipt.json')
      return { ...answer, body: await forge(world.practice, 'receipt.json', { ...closing, log: { ...closing.log, root: 'ef'.repeat(32) } }, { at: closing.closedAt }) }
    })
    await button(page, text('projects:own.sign-in.action')).click()
    await isRefused(page, 'closing-invalid')
    expect(answered(liar, 'POST').filter((path) => path.endsWith('/sign-ins') || path.endsWith('/releases'))).toEqual([])
  })

  it('that hands out the header of a bid that was not sealed here: no key is released', async () => {
    const { page } = bidder
    await button(page, text('projects:own.sign-in.action')).click()
    await bidder.program.confirm()
    await button(page, text('projects:own.release.action')).waitFor()
    liar.tell('GET', paths.header, inJson<BidHeader>((header) => ({ ...header, keys: Object.fromEntries(Object.entries(header.keys).map(([id], index, all) => [id, all[(index + 1) % all.length]?.[1] ?? ''])) })))
    await button(page, text('projects:own.release.action')).click()
    await isRefused(page, 'digest-mismatch')
    expect(answered(liar, 'POST').filter((path) => path.endsWith('/releases'))).toEqual([])
  })

  it('the journal has the receipt that was refused, byte for byte', async () => {
    await bidder.close()
    const kept = new Workspace({ folder: workspace(), trust: practiceTrust(world.practice) })
    try {
      const refused = kept.journal.entries().filter(({ entry }) => entry.event === 'refused-evidence').map(({ entry }) => entry.details)
      expect(refused.some(({ code, receipt }) => code === 'receipt-invalid' && contentOf<SubmissionReceipt>(Buffer.from(String(receipt), 'base64'), 'receipt.json').bid.digest === 'cd'.repeat(32))).toBe(true)
      expect(refused.some(({ code }) => code === 'closing-invalid')).toBe(true)
      expect(kept.journal.verify().broken).toBeNull()
    } finally {
      await kept.close()
    }
    // What the browser itself says of a refused redirect and of a page that is reloaded.
    expect(bidder.complaints.filter((each) => !/ERR_|CORS policy/.test(each))).toEqual([])
  })
})

/** The receipt as the platform would sign it for another bid. */
const anotherBid: Lie = async ({ body, ...answer }) => {
  const receipt = contentOf<SubmissionReceipt>(Buffer.from(body), 'receipt.json')
  return { ...answer, body: await forge(world.practice, 'receipt.json', { ...receipt, bid: { ...receipt.bid, digest: 'cd'.repeat(32) } }, { at: receipt.receivedAt }) }
}
