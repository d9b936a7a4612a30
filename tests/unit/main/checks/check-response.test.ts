import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { Refusal } from '../../../../interface/errors.ts'
import { checkResponse, errorsOf } from '../../../../main/checks/check-response.ts'
import { findingCodes, findingText, type Finding, type FindingCode } from '../../../../main/checks/findings.ts'
import type { Answer, FormValues } from '../../../../main/drafts/answers.ts'
import { aTender } from './a-tender.ts'

const scratch = mkdtempSync(join(tmpdir(), 'sealbid-checks-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

let counter = 0
function file(name: string, content: Buffer | string): Answer {
  const path = join(scratch, String(counter++))
  writeFileSync(path, content)
  return { kind: 'file', attachment: { id: String(counter), name, size: Buffer.byteLength(content), sha256: '0'.repeat(64), crc32: 0, path } }
}
const pdf = (size = 100, name = '资格.pdf'): Answer => file(name, '%PDF-1.7\n'.padEnd(size, ' '))
const form = (values: FormValues): Answer => ({ kind: 'form', values })
const schedule = (...rows: [string, string][]): Answer => ({ kind: 'schedule', rows: rows.map(([item, unitPrice]) => ({ item, unitPrice })) })

/** 3 × 10.01 + round(0.5 × 5.01) = 30.03 + 2.51: half a cent is rounded up. */
const whole = (): Map<string, Answer> => new Map([
  ['qualification', pdf()],
  ['letter', form({ manager: '张三', days: '180', rate: '12.5', start: '2027-02-28', deposit: '50000.00', grade: '优良', local: false, spoken: '壹佰元整' })],
  ['integrity', form({ accepted: true })],
  ['prices', schedule(['earth', '10.01'], ['pipe', '5.01'])],
  ['offer', form({ total: '32.54', words: '人民币叁拾贰圆伍角肆分' })],
])

const provoked = new Set<FindingCode>()
function check(change: (answers: Map<string, Answer>) => void, lot = '1', tender = aTender()): Finding[] {
  const answers = whole()
  change(answers)
  const findings = checkResponse(tender, lot, answers)
  for (const each of findings) provoked.add(each.code)
  return findings
}

/** Only this one, at this place. */
const only = (findings: Finding[]): [string, string, string | undefined] => {
  expect(findings.map((each) => each.code)).toHaveLength(1)
  const [{ code, section, item }] = findings as [Finding]
  return [code, section, item]
}

const letter = (change: FormValues) => (answers: Map<string, Answer>) => {
  const old = answers.get('letter')
  answers.set('letter', form({ ...(old?.kind === 'form' ? old.values : {}), ...change }))
}
const put = (section: string, answer: Answer) => (answers: Map<string, Answer>) => { answers.set(section, answer) }

describe('a whole response', () => {
  it('has no findings', () => {
    expect(check(() => {})).toEqual([])
  })
  it('may leave optional sections and fields out', () => {
    expect(check(put('letter', form({ manager: '张三', days: '  ' })))).toEqual([])
  })
})

describe('sections', () => {
  it('of another lot, unknown, missing or of another kind are named', () => {
    expect(only(check(() => {}, '3'))).toEqual(['lot-unknown', '', undefined])
    expect(only(check(put('poem', pdf())))).toEqual(['section-unknown', 'poem', undefined])
    expect(only(check(put('survey', pdf())))).toEqual(['section-other-lot', 'survey', undefined])
    expect(only(check(() => {}, '2'))).toEqual(['section-missing', 'survey', undefined])
    expect(only(check((answers) => answers.delete('qualification')))).toEqual(['section-missing', 'qualification', undefined])
    expect(only(check(put('qualification', form({}))))).toEqual(['answer-kind', 'qualification', undefined])
    expect(only(check(put('bill', schedule())))).toEqual(['answer-kind', 'bill', undefined])
    expect(only(check(put('integrity', pdf())))).toEqual(['answer-kind', 'integrity', undefined])
  })
  it('are reported in the order of the tender', () => {
    const sections = check((answers) => answers.clear()).map((each) => each.section)
    expect(sections).toEqual(['qualification', 'letter', 'integrity', 'prices', 'offer'])
  })
})

describe('files', () => {
  it('are judged by name and content together', () => {
    expect(only(check(put('qualification', file('a.pdf', 'MZ no pdf'))))).toEqual(['file-type', 'qualification', undefined])
    expect(only(check(put('qualification', pdf(100, 'a.exe'))))).toEqual(['file-type', 'qualification', undefined])
    expect(only(check(put('qualification', pdf(100, 'pdf'))))).toEqual(['file-type', 'qualification', undefined])
    expect(only(check(put('drawings', pdf())))).toEqual(['file-type', 'drawings', undefined])
    expect(check(put('drawings', file('a.PNG', Buffer.from('89504e470d0a1a0a00', 'hex'))))).toEqual([])
    expect(check(put('bill', file('a.xml', '<a/>')))).toEqual([])
    expect(check(put('anything', file('a.bin', 'x')))).toEqual([])
  })
  it('of a type that is not known here get a warning, not a verdict', () => {
    const findings = check(put('drawings', file('a.drw', 'x')))
    expect(only(findings)).toEqual(['file-type-unchecked', 'drawings', undefined])
    expect(errorsOf(findings)).toEqual([])
  })
  it('have limits of section and tender', () => {
    expect(check(put('qualification', pdf(5_000)))).toEqual([])
    expect(only(check(put('qualification', pdf(5_001))))).toEqual(['file-too-large', 'qualification', undefined])
    expect(only(check(put('anything', pdf(8_001))))).toEqual(['file-too-large', 'anything', undefined])
    expect(only(check(put('qualification', file('a.pdf', ''))))).toEqual(['file-empty', 'qualification', undefined])
  })
  it('together have the limit of the bid', () => {
    const both = (size: number) => (answers: Map<string, Answer>) => answers.set('qualification', pdf(3_000)).set('anything', pdf(size))
    expect(check(both(6_800))).toEqual([])
    expect(only(check(both(7_000)))).toEqual(['bid-near-limit', '', undefined])
    expect(only(check(both(7_001)))).toEqual(['bid-too-large', '', undefined])
  })
  it('have names that every system can store', () => {
    expect(check(put('qualification', pdf(100, `${'a'.repeat(96)}.pdf`)))).toEqual([])
    expect(only(check(put('qualification', pdf(100, `${'a'.repeat(97)}.pdf`))))).toEqual(['file-name-too-long', 'qualification', undefined])
    expect(only(check(put('qualification', pdf(100, `${'汉'.repeat(80)}.pdf`))))).toEqual(['file-name-too-long', 'qualification', undefined])
    for (const name of ['a:b.pdf', 'a\\b.pdf', 'CON.pdf', 'a\u202Efdp.pdf']) {
      expect(only(check(put('qualification', pdf(100, name)))), name).toEqual(['file-name-forbidden', 'qualification', undefined])
    }
  })
  it('that are gone are said to be gone', () => {
    const gone = pdf()
    if (gone.kind === 'file') rmSync(gone.attachment.path)
    expect(only(check(put('qualification', gone)))).toEqual(['file-unreadable', 'qualification', undefined])
  })
})

describe('forms', () => {
  const faults: [FindingCode, string, string | boolean][] = [
    ['field-missing', 'manager', ''],
    ['field-missing', 'manager', ' \u3000'],
    ['not-a-text', 'manager', true],
    ['text-too-long', 'manager', '一二三四五'],
    ['field-unknown', 'colour', '蓝'],
    ['not-an-integer', 'days', '180.0'],
    ['not-an-integer', 'days', '180天'],
    ['not-an-integer', 'days', '0180'],
    ['not-an-integer', 'days', '1e2'],
    ['not-an-integer', 'days', '１８０'],
    ['not-an-integer', 'days', true],
    ['below-minimum', 'days', '29'],
    ['below-minimum', 'days', '-180'],
    ['above-maximum', 'days', '241'],
    ['not-a-number', 'rate', '12,5'],
    ['not-a-number', 'rate', 'NaN'],
    ['below-minimum', 'rate', '0.49'],
    ['above-maximum', 'rate', '99.500000000000000000000000000001'],
    ['not-a-date', 'start', '2027-02-29'],
    ['not-a-date', 'start', '2027-2-3'],
    ['not-a-date', 'start', '2027-13-01'],
    ['below-minimum', 'start', '2026-12-31'],
    ['above-maximum', 'start', '2028-01-01'],
    ['not-an-amount', 'deposit', '¥5000'],
    ['not-an-amount', 'deposit', '-5000'],
    ['amount-decimals', 'deposit', '5000.001'],
    ['below-minimum', 'deposit', '999.99'],
    ['not-a-choice', 'grade', '良'],
    ['not-yes-or-no', 'local', 'true'],
    ['words-unreadable', 'spoken', '一百元'],
  ]
  it.each(faults)('%s: %s = %j', (code, item, value) => {
    expect(only(check(letter({ [item]: value })))).toEqual([code, 'letter', item])
  })

  const fine: [string, string | boolean][] = [
    ['manager', '𠮷𠮷𠮷𠮷'], ['days', '30'], ['days', '240'], ['rate', '0.5'], ['rate', '99.50'], ['start', '2027-01-01'], ['deposit', '1000'], ['local', true],
  ]
  it.each(fine)('accepts %s = %j', (item, value) => {
    expect(check(letter({ [item]: value }))).toEqual([])
  })

  it('are not fooled by names that every object has', () => {
    expect(only(check(letter({ constructor: 'x' })))).toEqual(['field-unknown', 'letter', 'constructor'])
    const tender = aTender()
    const fields = tender.response.sections.find((each) => each.id === 'letter')?.form?.fields
    fields?.push({ id: 'constructor', title: '施工单位', type: 'text', required: true })
    expect(only(check(() => {}, '1', tender))).toEqual(['field-missing', 'letter', 'constructor'])
  })
  it('refuse a tender whose own bounds cannot be read', () => {
    const tender = aTender()
    const days = tender.response.sections.find((each) => each.id === 'letter')?.form?.fields.find((each) => each.id === 'days')
    if (days !== undefined) days.minimum = 'thirty'
    expect(() => check(() => {}, '1', tender)).toThrow(new Refusal('tender-invalid', 'bound of the field days: thirty'))
  })
})

describe('statements', () => {
  it.each([[{}], [{ accepted: false }]])('count only when accepted: %j', (values) => {
    expect(only(check(put('integrity', form(values))))).toEqual(['statement-not-accepted', 'integrity', 'accepted'])
  })
  it('take nothing but yes', () => {
    expect(only(check(put('integrity', form({ accepted: 'yes' }))))).toEqual(['not-yes-or-no', 'integrity', 'accepted'])
  })
})

describe('price schedules', () => {
  it('have every item once, with a unit price', () => {
    expect(only(check(put('prices', schedule(['earth', '10.01']))))).toEqual(['item-missing', 'prices', 'pipe'])
    expect(only(check(put('prices', schedule(['earth', '10.01'], ['pipe', '5.01'], ['pipe', '5.01']))))).toEqual(['item-twice', 'prices', 'pipe'])
    expect(only(check(put('prices', schedule(['earth', '10.01'], ['pipe', '5.01'], ['sand', '1']))))).toEqual(['item-unknown', 'prices', 'sand'])
    expect(only(check(put('prices', schedule(['earth', '10.01'], ['pipe', '面议']))))).toEqual(['not-an-amount', 'prices', 'pipe'])
    expect(only(check(put('prices', schedule(['earth', '10.01'], ['pipe', '5.011']))))).toEqual(['amount-decimals', 'prices', 'pipe'])
  })
})

describe('the total', () => {
  const offer = (total: string, words: string) => put('offer', form({ total, words }))
  it('is the sum of the lines, each rounded half up', () => {
    const findings = check(offer('32.53', '叁拾贰元伍角叁分'))
    expect(only(findings)).toEqual(['total-differs', 'offer', 'total'])
    expect(findings[0]?.detail).toBe('32.53 ≠ 32.54')
  })
  it('is summed without loss', () => {
    const tender = aTender()
    delete tender.price.ceilings
    const answers = (total: string, words: string) => (each: Map<string, Answer>): void => {
      each.set('prices', schedule(['earth', '300000000000000.01'], ['pipe', '0.02'])).set('offer', form({ total, words }))
    }
    expect(check(answers('900000000000000.04', '玖佰万亿元零肆分'), '1', tender)).toEqual([])
    expect(only(check(answers('900000000000000.05', '玖佰万亿元零伍分'), '1', tender))).toEqual(['total-differs', 'offer', 'total'])
  })
  it('is rounded once, from the exact product', () => {
    const tender = aTender()
    delete tender.price.ceilings
    const earth = tender.response.sections.find((each) => each.id === 'prices')?.schedule?.items[0]
    if (earth !== undefined) earth.quantity = '100000000000000.004999'
    expect(check((each) => {
      each.set('prices', schedule(['earth', '1.00'], ['pipe', '0'])).set('offer', form({ total: '100000000000000.00', words: '壹佰万亿元整' }))
    }, '1', tender)).toEqual([])
  })
  it('is the same in words', () => {
    const findings = check(offer('32.54', '叁拾贰元肆角伍分'))
    expect(only(findings)).toEqual(['words-differ', 'offer', 'words'])
    expect(findings[0]?.detail).toContain('叁拾贰元伍角肆分')
    expect(only(check(offer('32.54', '三十二元')))).toEqual(['words-unreadable', 'offer', 'words'])
  })
  it('in words is read in a field for text too', () => {
    const tender = aTender()
    const words = tender.response.sections.find((each) => each.id === 'offer')?.form?.fields.find((each) => each.id === 'words')
    if (words !== undefined) words.type = 'text'
    expect(only(check(offer('32.54', '三十二元'), '1', tender))).toEqual(['words-unreadable', 'offer', 'words'])
  })
  it('stays below the ceiling of its lot', () => {
    const rows = (each: Map<string, Answer>, pipe: string): unknown => each.set('prices', schedule(['earth', '33.00'], ['pipe', pipe]))
    expect(check((each) => { rows(each, '2.00'); offer('100.00', '壹佰元整')(each) })).toEqual([])
    expect(only(check((each) => { rows(each, '2.02'); offer('100.01', '壹佰元零壹分')(each) }))).toEqual(['ceiling-exceeded', 'offer', 'total'])
  })
  it('is not compared with what is missing', () => {
    expect(check((answers) => answers.delete('prices')).map((each) => each.code)).toEqual(['section-missing'])
    expect(check(offer('abc', '叁拾贰元伍角肆分')).map((each) => each.code)).toEqual(['not-an-amount'])
  })
})

describe('the closed list', () => {
  it('has no code that nothing above provokes', () => {
    expect(findingCodes.filter((code) => !provoked.has(code))).toEqual([])
  })
  it('has a text and a remedy for each, in both languages', () => {
    for (const code of findingCodes) {
      for (const language of ['zh', 'en'] as const) {
        const { what, remedy } = findingText(code, language)
        expect(what.endsWith(language === 'zh' ? '。' : '.') && remedy.length > 1, `${code} ${language}`).toBe(true)
        expect(/[\u4e00-\u9fff]/.test(what), `${code} ${language}`).toBe(language === 'zh')
      }
    }
  })
})
