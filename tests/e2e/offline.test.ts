import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { importCertificate } from '../support/screens/certificates.ts'
import { acceptStatement, attachByDialog, createDraft, fillForm, goToStep, pastePrices, saveReceipt, takeTotals, tryOpening } from '../support/screens/projects.ts'
import { button, goTo, part, readConfirmation, saveAs } from '../support/screens/shell.ts'
import { pattern, promptText, text } from '../support/screens/texts.ts'
import { World, type Desk } from '../support/window-world.ts'

/** With the network cut: a package from a memory stick, by double click, up to the sealed and proven bid; then the platform is there again. */

const title = '吴越第二污水处理厂提标改造工程施工'

interface Response { sections: Record<string, { form?: Record<string, string>, schedule?: { item: string, unitPrice: string }[] }> }

let world: World
let bidder: Desk
let response: Response
let tenderPackage: string
let isBroken = false

beforeAll(async () => {
  world = await World.begin()
  await world.startPlatform('2026-12-08T01:00:00Z')
  tenderPackage = await world.publishSample()
  await world.stopPlatform()
  bidder = world.desk('bidder-b')
  response = JSON.parse(readFileSync(world.file('bidder-b', 'response.json'), 'utf8')) as Response
})
afterAll(async () => world?.end())

// Chapters of one story: where one fails the next cannot begin.
beforeEach(({ skip }) => { if (isBroken) skip('an earlier chapter failed') })
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  isBroken = true
  await world.photograph(task.name)
})

describe('without a network', { timeout: 240_000 }, () => {
  it('a double click opens the package and judges it', async () => {
    const { page } = await bidder.open([tenderPackage])
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    await page.getByText(text('components:verdict.state.valid'), { exact: true }).first().waitFor()
  })

  it('the draft is written with a certificate that was imported here', async () => {
    const { program, page } = bidder
    await importCertificate(program, bidder.p12, bidder.password, bidder.organisation)
    await goTo(page, 'projects')
    await button(page, text('projects:loose.read')).click()
    await createDraft(page)
    const { commitment } = response.sections
    await attachByDialog(program, '资格审查资料', world.file('bidder-b', 'qualification.pdf'))
    const { duration = '', quality = '', manager = '', managerRegistration = '', validity = '', defectsLiability = '' } = commitment?.form ?? {}
    await fillForm(page, '投标函附录', {
      工期: duration, 项目经理: manager, 项目经理注册编号: managerRegistration, 投标有效期: validity, 缺陷责任期: defectsLiability,
    }, { label: '质量标准', value: quality })
    await acceptStatement(page, '诚信投标承诺书')
    await attachByDialog(program, '施工组织设计', world.file('bidder-b', 'construction-plan.pdf'))
    await attachByDialog(program, '已标价工程量清单', world.file('bidder-b', 'boq-book.pdf'))
    await pastePrices(page, '分部分项及措施项目清单与计价表', (response.sections['price-schedule']?.schedule ?? []).map((each) => each.unitPrice))
    await takeTotals(page, '投标函')
    await goToStep(page, 'check')
    await button(page, text('projects:check.seal')).click()
  })

  it('is sealed without a timestamp, and the window says so; the real key opens it', async () => {
    const { program, page } = bidder
    await button(part(page, text('projects:seal.title')), text('projects:seal.action')).click()
    expect((await readConfirmation(program)).warnings).toContain(promptText().warnings['no-timestamp'])
    await program.confirm(bidder.password)
    await page.getByText(text('projects:sealed.notStamped')).waitFor()
    const statement = await tryOpening(program)
    await statement.getByText(text('projects:trial.addressed')).first().waitFor()
    await goToStep(page, 'submit')
    await button(page, text('projects:platform.connect')).click()
    await page.getByText(text('projects:after.platform-unreachable')).waitFor()
  })

  it('the platform is there again: uploaded, submitted, confirmed', async () => {
    await world.startPlatform()
    const { program, page } = bidder
    await button(page, text('components:problem.retry')).first().click()
    await page.getByText(pattern('projects:platform.on')).waitFor()
    await button(page, text('projects:upload.start')).click()
    await page.getByText(text('projects:upload.completeText')).waitFor()
    await button(page, text('projects:submit.act.submit')).click()
    await program.confirm(bidder.password)
    await page.getByText(text('projects:submit.status.submitted')).waitFor()
    await saveAs(program, saveReceipt(page), world.saved('own.receipt'))
    expect(await world.verify(world.saved('own.receipt'))).toMatchObject({ kind: 'receipt', verdict: 'valid' })
    await bidder.close()
    // The browser itself notes what did not answer; the screen has said it already.
    const unanswered = new RegExp(`fetch at '${world.origin}/.* has been blocked by CORS policy|ERR_CONNECTION_REFUSED`)
    expect(bidder.complaints.filter((each) => !unanswered.test(each))).toEqual([])
  })
})
