import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addOpeningCertificate, beginFromSample, build, field, isPublished, isSaved, openPart, publish, savePackage, typeTime } from '../support/screens/agency.ts'
import { certifyPlatform, importCertificate } from '../support/screens/certificates.ts'
import { act, actLine, enterHall, fetchAndEnter, own } from '../support/screens/opening.ts'
import {
  acceptStatement, attachByDialog, attachByDrop, createDraft, fillForm, goToStep, openSection, pastePrices, saveReceipt, sectionState, stepButton, takeFromPlatform, takeTotals, tryOpening,
} from '../support/screens/projects.ts'
import { button, goTo, label, part, readConfirmation, saveAs, setClock } from '../support/screens/shell.ts'
import { beginning, pattern, promptText, text } from '../support/screens/texts.ts'
import { World, type Desk } from '../support/window-world.ts'

/** The three jobs, from empty workspaces to the signed record, as three people do them: each at a window of their own, in Chinese. */

const title = '吴越第二污水处理厂提标改造工程施工（二次）'
const letter = '投标函'
const priceList = '分部分项及措施项目清单与计价表'
const plan = '施工组织设计'

interface Response { sections: Record<string, { form?: Record<string, string>, schedule?: { item: string, unitPrice: string }[] }> }

let world: World
let agency: Desk
let bidder: Desk
let tenderer: Desk
let response: Response
let isBroken = false

beforeAll(async () => {
  world = await World.begin()
  await world.startPlatform('2026-12-08T01:00:00Z')
  agency = world.desk('agency')
  bidder = world.desk('bidder-a')
  tenderer = world.desk('tenderer')
  response = JSON.parse(readFileSync(world.file('bidder-a', 'response.json'), 'utf8')) as Response
})
afterAll(async () => world?.end())

// Chapters of one story: where one fails the next cannot begin.
beforeEach(({ skip }) => { if (isBroken) skip('an earlier chapter failed') })
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  isBroken = true
  await world.photograph(task.name)
})

describe('a tender through the window', { timeout: 240_000 }, () => {
  it('the agency writes a tender and adds what is missing', async () => {
    const { page } = await agency.open()
    await importCertificate(agency.program, agency.p12, agency.password, agency.organisation)
    await certifyPlatform(page)
    await beginFromSample(page)
    await field(page, 'tender.title').fill(title)
    await typeTime(page, 'tender.tenderPeriod.endDate', '2026年12月31日 09:30')

    await openPart(page, 'sections')
    await page.getByRole('navigation', { name: text('agency:sections.list') }).getByRole('button', { name: beginning(plan) }).click()
    await page.getByLabel(text('agency:sections.instructions')).fill('须含不停产施工的专项方案。')

    // The sample names opening certificates that this workspace does not have.
    await openPart(page, 'publish')
    await page.getByText(text('agency:publish.check.faults', { count: 1 })).waitFor()
    expect(await button(page, text('agency:publish.build.act')).isDisabled()).toBe(true)
    await openPart(page, 'opening')
    await addOpeningCertificate(agency.program, 'main', join(world.practice, 'tenderer-encrypt.pem'))
    await addOpeningCertificate(agency.program, 'backup', join(world.practice, 'tenderer-backup-encrypt.pem'))
    await page.getByRole('row').filter({ hasText: text('agency:certificates.backup') }).filter({ hasText: tenderer.organisation }).waitFor()
    await isSaved(page)
  })

  it('looks at it as a bidder will, signs it, publishes it', async () => {
    const { program, page } = agency
    await openPart(page, 'preview')
    await page.getByText('须含不停产施工的专项方案。').waitFor()
    await page.getByText('2026年12月31日 09:30:00').first().waitFor()

    await build(page)
    const asked = await readConfirmation(program)
    expect(asked).toMatchObject({
      title: promptText().acts['build-tender']?.title,
      facts: { [label('tender')]: [title], [label('buyer')]: [tenderer.organisation], [label('deadline')]: ['2026年12月31日 09:30（北京时间）'] },
    })
    await program.confirm(agency.password)
    await savePackage(program, world.saved('tender.etender'))

    await publish(page)
    const published = await readConfirmation(program)
    expect(published).toMatchObject({ title: promptText().acts['publish']?.title, facts: { [label('tender')]: [title], [label('origin')]: [world.origin] } })
    await program.confirm(agency.password)
    await isPublished(page)
    await page.getByText(text('agency:publish.receiptChecked')).waitFor()
    expect(await world.verify(world.saved('tender.etender'))).toMatchObject({ kind: 'tender', verdict: 'valid' })
    await agency.close()
  })

  it('a bidder takes it from the platform and reads it', async () => {
    const { page } = await bidder.open()
    await importCertificate(bidder.program, bidder.p12, bidder.password, bidder.organisation)
    await certifyPlatform(page)
    await takeFromPlatform(page, title)
    await page.getByText('须含不停产施工的专项方案。').waitFor()
    await page.getByText(text('projects:tender.opening.both')).waitFor()
    await createDraft(page)
    expect(await stepButton(page, 'check').innerText()).toContain('待完善')
  })

  it('is cut off while drafting, and nothing is lost', async () => {
    const { commitment } = response.sections
    await attachByDialog(bidder.program, '资格审查资料', world.file('bidder-a', 'qualification.pdf'))
    const { duration = '', quality = '', manager = '', managerRegistration = '', validity = '', defectsLiability = '' } = commitment?.form ?? {}
    await fillForm(bidder.page, '投标函附录', {
      工期: duration, 项目经理: manager, 项目经理注册编号: managerRegistration, 投标有效期: validity, 缺陷责任期: defectsLiability,
    }, { label: '质量标准', value: quality })
    await sectionState(bidder.page, '投标函附录').filter({ hasText: text('projects:draft.state.complete') }).waitFor()
    await bidder.kill()

    const { page } = await bidder.open()
    const editor = part(page, '投标函附录')
    await editor.waitFor()
    expect(await editor.getByRole('textbox', { name: beginning('项目经理') }).inputValue()).toBe(manager)
    expect(await sectionState(page, '资格审查资料').innerText()).toBe(text('projects:draft.state.complete'))
  })

  it('fills in the rest, by drop, by dialog and by paste', async () => {
    const { program, page } = bidder
    await acceptStatement(page, '诚信投标承诺书')
    await attachByDrop(page, plan, { name: 'construction-plan.pdf', bytes: readFileSync(world.file('bidder-a', 'construction-plan.pdf')) })
    await attachByDialog(program, '施工附图扫描件', await world.scans('drawing-scans.pdf', 2_000_000))
    await attachByDialog(program, '已标价工程量清单', world.file('bidder-a', 'boq-book.pdf'))
    await pastePrices(page, priceList, (response.sections['price-schedule']?.schedule ?? []).map((each) => each.unitPrice))
    await takeTotals(page, letter)
    await goToStep(page, 'check')
    await page.getByText(text('projects:check.ready')).waitFor()
    await page.getByText(text('projects:check.agree')).waitFor()
  })

  it('seals, having read for whom and who can open it when, and proves that it opens', async () => {
    const { program, page } = bidder
    await goToStep(page, 'seal')
    await button(part(page, text('projects:seal.title')), text('projects:seal.action')).click()
    const asked = await readConfirmation(program)
    expect(asked.title).toBe(promptText().acts['seal']?.title)
    expect(asked.facts).toMatchObject({
      [label('tender')]: [title], [label('digest', 'seal')]: [digestOf(world.saved('tender.etender'))],
      [label('bidder')]: [expect.stringContaining(bidder.organisation) as string],
      [label('opened-by')]: [bidder.organisation, tenderer.organisation, tenderer.organisation].map((name) => expect.stringContaining(name) as string),
      [label('opening')]: ['2026年12月31日 09:30（北京时间）'],
    })
    await program.confirm(bidder.password)
    const statement = await tryOpening(program)
    await statement.getByText(text('projects:trial.opened-with-capsule')).first().waitFor()
    expect(await statement.innerText()).toContain('未能证明')
  })

  it('is cut off in the middle of the upload, goes on where it stopped, submits', async () => {
    await goToStep(bidder.page, 'submit')
    await connect(bidder, false)
    world.breakUpload(1_000_000)
    await button(bidder.page, text('projects:upload.start')).click()
    await expect.poll(() => world.uploaded(), { timeout: 60_000 }).toBe(1_000_000)
    await bidder.kill()
    world.recover()

    const program = await bidder.open()
    const { page } = program
    await page.getByText(title).first().waitFor()
    await connect(bidder, true)
    await page.getByText(/ 977 KiB \/ /).waitFor()
    await button(page, text('projects:upload.resume')).click()
    await page.getByText(text('projects:upload.completeText')).waitFor()

    await button(page, text('projects:submit.act.submit')).click()
    const asked = await readConfirmation(program)
    expect(asked).toMatchObject({ title: promptText().acts['submit']?.title, facts: { [label('tender')]: [title], [label('origin')]: [world.origin] } })
    await program.confirm(bidder.password)
    await page.getByText(text('projects:submit.status.submitted')).waitFor()
    await saveAs(program, saveReceipt(page), world.saved('first.receipt'))
    expect(await world.verify(world.saved('first.receipt'))).toMatchObject({ kind: 'receipt', verdict: 'valid' })
  })

  it('the agency issues an addendum', async () => {
    const program = await agency.open()
    const { page } = program
    await page.getByText(text('agency:publish.title'), { exact: true }).first().waitFor()
    await goTo(page, 'agency')
    await button(page, text('agency:list.new.addendum')).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio').check()
    await button(dialog, text('agency:addendum.begin')).click()
    await field(page, 'changes').fill('生物池悬浮填料工程量调整为 2480.00 m³；投标截止时间延至 2027 年 1 月 7 日 9 时 30 分。')
    await openPart(page, 'basics')
    await typeTime(page, 'tender.tenderPeriod.endDate', '2027年1月7日 09:30')
    await openPart(page, 'schedule')
    const quantity = field(page, 'response.sections.8.schedule.items.13.quantity')
    await page.locator('.ant-table-tbody-virtual-holder').evaluate((list) => list.scrollTo(0, 13 * 45))
    await quantity.fill('2480.00')
    await isSaved(page)
    await build(page)
    expect(await readConfirmation(program)).toMatchObject({ facts: { [label('version')]: ['第 1 次澄清或补遗后'] } })
    await program.confirm(agency.password)
    await publish(page)
    await program.prompt()
    await program.confirm(agency.password)
    await isPublished(page)
    await agency.close()
  })

  it('the bidder is told, sees what is stale, moves the draft, seals again and replaces', async () => {
    const { program, page } = bidder
    await button(page, text('projects:platform.ask')).first().click()
    await page.getByText(text('projects:addendum.published', { number: 1 })).waitFor()
    await button(page, text('projects:addendum.get')).click()
    await page.getByText(text('projects:addendum.staleSubmitted')).waitFor()
    await page.getByText(text('projects:addendum.section.changed', { title: priceList })).waitFor()
    await button(page, text('projects:addendum.move')).click()
    await openSection(page, letter)
    expect(await stepButton(page, 'check').innerText()).toContain('待完善')
    await takeTotals(page, letter)
    await goToStep(page, 'check')
    await button(page, text('projects:check.seal')).click()
    await button(part(page, text('projects:seal.title')), text('projects:seal.action')).click()
    expect(await readConfirmation(program)).toMatchObject({ facts: { [label('version')]: ['第 1 次澄清或补遗后'], [label('opening')]: ['2027年1月7日 09:30（北京时间）'] } })
    await program.confirm(bidder.password)
    await tryOpening(program)
    await goToStep(page, 'submit')
    await button(page, text('projects:submit.act.replace')).click()
    expect((await readConfirmation(program)).title).toBe(promptText().acts['replace']?.title)
    await program.confirm(bidder.password)
    await page.getByText(text('projects:submit.thisFile')).waitFor()
  })

  it('withdraws, and submits again', async () => {
    const { program, page } = bidder
    await button(page, text('projects:submit.act.withdraw')).click()
    await button(page.getByRole('tooltip'), text('projects:submit.act.withdraw')).click()
    expect((await readConfirmation(program)).title).toBe(promptText().acts['withdraw']?.title)
    await program.confirm(bidder.password)
    await page.getByText(text('projects:submit.status.withdrawn')).waitFor()
    await button(page, text('projects:submit.act.submit')).click()
    await program.confirm(bidder.password)
    await page.getByText(text('projects:submit.status.submitted')).waitFor()
    await page.getByText(text('projects:submit.thisFile')).waitFor()
    await saveAs(program, saveReceipt(page), world.saved('last.receipt'))
    expect(await world.verify(world.saved('last.receipt'))).toMatchObject({ kind: 'receipt', verdict: 'valid' })
  })

  it('the deadline passes; the bidder signs in and releases the keys', async () => {
    const { program, page } = bidder
    await setClock(page, '2027-01-07 09:30:05')
    await goToStep(page, 'open')
    await button(page, text('projects:own.sign-in.action')).click()
    expect((await readConfirmation(program)).title).toBe(promptText().acts['sign-in']?.title)
    await program.confirm(bidder.password)
    await button(page, text('projects:own.release.action')).click()
    const asked = await readConfirmation(program)
    expect(asked).toMatchObject({ title: promptText().acts['release']?.title, facts: { [label('bidder')]: [bidder.organisation] } })
    await program.confirm(bidder.password)
    await page.getByText(text('projects:own.state.released')).first().waitFor()
  })

  it('the tenderer opens its layer in the hall', async () => {
    const program = await tenderer.open()
    const { page } = program
    await importCertificate(program, tenderer.p12, tenderer.password, tenderer.organisation)
    await certifyPlatform(page)
    await fetchAndEnter(page, title)
    await act(page, 'sign-in')
    await program.confirm(tenderer.password)
    await actLine(page, 'sign-in').getByText(text('opening:act.sign-in.done')).waitFor()
    await act(page, 'open-layer')
    const asked = await readConfirmation(program)
    expect(asked).toMatchObject({ title: promptText().acts['tenderer-release']?.title, facts: { [label('bids')]: ['1'] } })
    await program.confirm(tenderer.password)
    await page.getByText(text('opening:announced.unsigned')).waitFor()
    await page.getByRole('row').filter({ hasText: bidder.organisation }).getByText(text('opening:outcome.opened')).waitFor()
    await tenderer.close()
  })

  it('the agency signs the record and exports it', async () => {
    const program = await agency.open()
    const { page } = program
    await enterHall(page, title, '1')
    await button(own(page), text('opening:own.connect')).click()
    await program.confirm(agency.password)
    await act(page, 'sign-record')
    const asked = await readConfirmation(program)
    expect(asked).toMatchObject({ title: promptText().acts['record']?.title, facts: { [label('bids')]: ['1'] } })
    await program.confirm(agency.password)
    await saveAs(program, button(page, text('opening:record.save')), world.saved('opening.record'))
    await page.getByText(pattern('opening:record.saved')).waitFor()
    expect(await world.verify(world.saved('opening.record'))).toMatchObject({ kind: 'record', verdict: 'valid' })
    await agency.close()
  })

  it('the bidder sees the announcement and holds the record against the own bid, in English, too', async () => {
    const { page } = bidder
    await page.getByRole('row').filter({ hasText: bidder.organisation }).getByText(text('projects:outcome.opened')).waitFor()
    await button(page, text('projects:record.fetch')).click()
    await page.getByText(text('projects:record.same', { outcome: text('projects:outcome.opened') })).waitFor()
    await goTo(page, 'settings')
    await page.getByText('English', { exact: true }).click()
    await page.getByRole('heading', { level: 1, name: text('settings:title', {}, 'en') }).waitFor()
    await goTo(page, 'openings', 'en')
    await page.getByRole('button', { name: text('opening:list.enterLabel', { title, lot: '1' }, 'en') }).first().click()
    await page.getByText(text('opening:record.ownEqual', {}, 'en')).waitFor()
    await bidder.close()
  })

  it('no window said a secret, broke its policy or had an error', () => {
    for (const desk of [agency, bidder, tenderer]) expect(desk.complaints, desk.name).toEqual([])
  })
})

const digestOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex')

/** Connects with the certificate; after a start its key is locked, and the password is asked for. */
async function connect({ program, page, password }: Desk, isLocked: boolean): Promise<void> {
  await button(page, text('projects:platform.connect')).click()
  if (isLocked) await program.confirm(password)
  await page.getByText(pattern('projects:platform.on')).waitFor()
}
