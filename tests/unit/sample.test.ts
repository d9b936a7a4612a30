import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Decimal } from 'decimal.js'
import { afterAll, describe, expect, it } from 'vitest'
import { responseInputSchema } from '../../interface/schemas/bid.ts'
import { type TenderDefinition, tenderDefinitionSchema } from '../../interface/schemas/tender.ts'
import { amountInWords } from '../../main/checks/amount-in-words.ts'
import { identities } from '../../platform/practice/identities.ts'
import { isOrganisationId } from '../../platform/practice/organisation-id.ts'
import { bidderA, bidderB } from '../../scripts/sample/bids/bidders.ts'
import { addendumDefinition, tenderDefinition } from '../../scripts/sample/definition.ts'
import { offerA, offerB, offerReplaced } from '../../scripts/sample/prices.ts'
import { responseOf } from '../../scripts/sample/responses.ts'
import { writeScans } from '../../scripts/sample/scans.ts'
import { grouped, inWords } from '../../scripts/sample/words.ts'

const sample = join(import.meta.dirname, '../../assets/sample')
const scratch = mkdtempSync(join(tmpdir(), 'sealbid-sample-test-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const read = (file: string): unknown => JSON.parse(readFileSync(join(sample, file), 'utf8'))
const definitionOf = (folder: string): TenderDefinition => tenderDefinitionSchema.parse(read(`${folder}/tender.json`))
const responseIn = (folder: string) => responseInputSchema.parse(read(`${folder}/response.json`))

/** Output of a PDF program; it must end well. */
function output(program: string, ...args: string[]): string {
  const result = spawnSync(program, args, { encoding: 'utf8' })
  expect(result.status, `${program} ${args.join(' ')}: ${result.stderr}`).toBe(0)
  return result.stdout
}
const textOf = (file: string): string => output('pdftotext', file, '-').replaceAll(/\s/g, '')

const bids = [['bidder-a', bidderA, offerA], ['bidder-a-replacement', bidderA, offerReplaced], ['bidder-b', bidderB, offerB]] as const

describe.each([['tender', tenderDefinition], ['addendum', addendumDefinition]] as const)('definition %s', (folder, made) => {
  const definition = definitionOf(folder)

  it('is what the scripts make', () => expect(definition).toEqual(made))

  it('names files that are there, and no other file lies beside them', () => {
    const named = definition.tender.documents.map((each) => each.file).sort()
    expect(globSync('*', { cwd: join(sample, folder, 'documents') }).sort()).toEqual(named)
  })

  it('names the practice identities', () => {
    const byRole = (role: 'buyer' | 'procuringEntity') => definition.parties.find((each) => each.roles.includes(role))!
    for (const [role, name] of [['buyer', 'tenderer'], ['procuringEntity', 'agency']] as const) {
      const identity = identities.find((each) => each.name === name)!
      expect({ id: byRole(role).id, name: byRole(role).name }).toEqual({ id: identity.id, name: identity.organisation })
      expect(isOrganisationId(byRole(role).id)).toBe(true)
    }
  })

  it('opens all envelopes at the deadline, and every section lies in one of them', () => {
    const envelopes = definition.sealing.envelopes.map((each) => each.id)
    expect(definition.sealing.stages.map((each) => each.openingTime)).toEqual([definition.tender.tenderPeriod.endDate])
    expect(definition.sealing.stages[0]!.envelopes).toEqual(envelopes)
    expect(new Set(definition.response.sections.map((each) => each.envelope))).toEqual(new Set(envelopes))
  })

  it('points at a total, its words and a schedule that exist; weights sum up to 100', () => {
    const { section, field, words, schedule } = definition.price.total!
    const types = new Map(definition.response.sections.find((each) => each.id === section)!.form!.fields.map((each) => [each.id, each.type]))
    expect([types.get(field), types.get(words!)]).toEqual(['amount', 'amount-in-words'])
    const items = definition.response.sections.find((each) => each.id === schedule)!.schedule!.items
    expect(new Set(items.map((each) => each.id)).size).toBe(items.length)
    expect(definition.evaluation.criteria.reduce((sum, each) => sum + Number(each.weight), 0)).toBe(100)
  })
})

it('the addendum changes one quantity and gives at least 15 days from its date (招标投标法实施条例, art. 21)', () => {
  const lines = (definition: TenderDefinition) => definition.response.sections.find((each) => each.id === 'price-schedule')!.schedule!.items
  const before = lines(definitionOf('tender'))
  const after = lines(definitionOf('addendum'))
  const changed = after.filter((each, index) => JSON.stringify(each) !== JSON.stringify(before[index]))
  expect(changed.map((each) => [each.id, each.quantity])).toEqual([['040602045001', '2480.00']])
  const { changes, tender } = definitionOf('addendum')
  expect(changes).toContain('2480.00')
  const published = new Date(/CreationDate:\s+(\S+)/.exec(output('pdfinfo', '-isodates', join(sample, 'addendum/documents/08-addendum-1.pdf')))![1]!)
  expect((Date.parse(tender.tenderPeriod.endDate) - published.getTime()) / 86_400_000).toBeGreaterThanOrEqual(15)
})

describe.each(bids)('response %s', (folder, bidder, offer) => {
  const response = responseIn(folder)
  const definition = definitionOf('tender')
  const sectionOf = (id: string) => definition.response.sections.find((each) => each.id === id)!
  const form = (id: string) => (response.sections[id] as { form: Record<string, string | boolean> }).form

  it('is what the scripts make', () => expect(response).toEqual(responseOf(bidder, offer)))

  it('answers every required section and no unknown one', () => {
    const required = definition.response.sections.filter((each) => each.required).map((each) => each.id)
    expect(Object.keys(response.sections)).toEqual(expect.arrayContaining(required))
    for (const id of Object.keys(response.sections)) expect(sectionOf(id), id).toBeDefined()
  })

  it('names files that are there, and no other file lies beside them', () => {
    const files = Object.values(response.sections).flatMap((each) => 'file' in each ? [each.file] : [])
    expect(globSync('*.pdf', { cwd: join(sample, folder) }).sort()).toEqual(files.sort())
  })

  it('prices every item; sum, total, words and priced bill agree, below the ceiling', () => {
    const { items } = sectionOf('price-schedule').schedule!
    const { schedule } = response.sections['price-schedule'] as { schedule: { item: string, unitPrice: string }[] }
    expect(schedule.map((each) => each.item)).toEqual(items.map((each) => each.id))
    const total = items.reduce((sum, item, index) =>
      sum.plus(new Decimal(item.quantity).times(schedule[index]!.unitPrice).toDecimalPlaces(2, Decimal.ROUND_HALF_UP)), new Decimal(0)).toFixed(2)
    expect(form('bid-letter')['totalPrice']).toBe(total)
    expect(form('bid-letter')['totalPriceInWords']).toBe(amountInWords(total))
    expect(new Decimal(total).lt(definition.price.ceilings!['1']!)).toBe(true)
    const book = textOf(join(sample, folder, 'boq-book.pdf'))
    expect(book).toContain(grouped(total))
    expect(book).toContain(amountInWords(total))
  })

  it('fills in the forms as the fields demand', () => {
    for (const id of ['commitment', 'integrity', 'bid-letter']) {
      const { fields } = sectionOf(id).form!
      expect(Object.keys(form(id)).sort()).toEqual(fields.map((each) => each.id).sort())
      for (const field of fields) {
        const value = form(id)[field.id]!
        if (field.choices !== undefined) expect(field.choices).toContain(value)
        if (field.type === 'boolean') expect(value).toBe(true)
        if (field.minimum !== undefined) expect(new Decimal(String(value)).gte(field.minimum), field.id).toBe(true)
        if (field.maximum !== undefined) expect(new Decimal(String(value)).lte(field.maximum), field.id).toBe(true)
      }
    }
  })
})

it('prices fall from bid to replacement and differ between the bidders', () => {
  expect(new Decimal(offerReplaced.total).lt(offerA.total)).toBe(true)
  expect(offerB.total).not.toBe(offerA.total)
})

it('amounts in words agree with those of the checks', () => {
  for (const amount of ['27222041.45', '26910604.03', '29168000.00', '0.07', '100.50', '10000000.00', '20050000.30', '105000.00', '1000000001.01']) {
    expect(inWords(amount)).toBe(amountInWords(amount))
  }
})

const pdfs = globSync('**/*.pdf', { cwd: sample }).sort()

describe('every PDF', () => {
  it('is there, and all together stay below 6 MB', () => {
    expect(pdfs.length).toBeGreaterThan(20)
    expect(pdfs.reduce((sum, each) => sum + statSync(join(sample, each)).size, 0)).toBeLessThan(6_000_000)
  })

  it.each(pdfs)('%s is sound, its fonts are embedded, its text is Chinese, its metadata tell nobody', (name) => {
    const file = join(sample, name)
    expect(output('qpdf', '--check', file)).toContain('No syntax or stream encoding errors')
    const fonts = output('pdffonts', file).trimEnd().split('\n').slice(2)
    expect(fonts.length).toBeGreaterThan(0)
    for (const font of fonts) expect(font).toMatch(/^[A-Z]{6}\+Noto(Serif|Sans)CJKsc-(Regular|Bold)\s+CID TrueType\s+Identity-H\s+yes yes yes/)
    expect(textOf(file).match(/\p{Script=Han}/gu)!.length).toBeGreaterThan(400)
    expect(output('pdfinfo', file)).not.toMatch(/^(Author|Creator|Producer|Subject|Keywords):[ \t]*\S/m)
  })
})

describe('the blind part', () => {
  const telling = [bidderA, bidderB].flatMap((each) => [each.id, each.name, each.name.slice(2, 6), each.address, each.representative,
    ...each.team.map((member) => member[1]), ...each.works.map((work) => work.name.slice(0, 4))])
  const found = (file: string): string[] => {
    const everything = `${textOf(file)}${output('pdfinfo', file)}${output('pdfinfo', '-meta', file)}`
    return telling.filter((each) => everything.includes(each))
  }
  const blind = bids.flatMap(([folder]) => definitionOf('tender').response.sections.filter((each) => each.blind !== undefined)
    .flatMap((each) => { const answer = responseIn(folder).sections[each.id]; return answer !== undefined && 'file' in answer ? [`${folder}/${answer.file}`] : [] }))

  it.each(blind)('%s does not say whose it is', (name) => expect(found(join(sample, name))).toEqual([]))
  it('would be found out: the qualification names company and staff', () =>
    expect(found(join(sample, 'bidder-b/qualification.pdf'))).toEqual(expect.arrayContaining([bidderB.name, bidderB.id, bidderB.manager])))
  it('has ten pages and more, and the two bidders share no sentence', () => {
    const sentences = (folder: string) => new Set(textOf(join(sample, folder, 'construction-plan.pdf')).split(/[。；]/).filter((each) => each.length > 20))
    for (const folder of ['bidder-a', 'bidder-b']) expect(Number(/Pages:\s+(\d+)/.exec(output('pdfinfo', join(sample, folder, 'construction-plan.pdf')))![1])).toBeGreaterThanOrEqual(10)
    const other = sentences('bidder-b')
    expect([...sentences('bidder-a')].filter((each) => other.has(each))).toEqual([])
  })
})

describe('scans', () => {
  const digestOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')

  it('are valid PDFs of the wished size, made in seconds', async () => {
    const file = join(scratch, 'scan.pdf')
    const begun = performance.now()
    await writeScans(file, 24_000_000, 1)
    expect(performance.now() - begun).toBeLessThan(3_000)
    expect(Math.abs(statSync(file).size - 24_000_000)).toBeLessThan(100_000)
    expect(output('qpdf', '--check', file)).toContain('No syntax or stream encoding errors')
    expect(textOf(file)).toContain('Appendixdrawing,sheet13of13')
  })

  it('are the same for the same seed, and others for another', async () => {
    const [first, again, other] = ['first', 'again', 'other'].map((each) => join(scratch, `${each}.pdf`)) as [string, string, string]
    await writeScans(first, 300_000, 5)
    await writeScans(again, 300_000, 5)
    await writeScans(other, 300_000, 6)
    expect(digestOf(again)).toBe(digestOf(first))
    expect(digestOf(other)).not.toBe(digestOf(first))
  })

  it('fail where the folder is missing', async () => {
    const file = join(scratch, 'missing/scan.pdf')
    await expect(writeScans(file, 1_000, 1)).rejects.toThrow('ENOENT')
    expect(existsSync(dirname(file))).toBe(false)
  })
})
