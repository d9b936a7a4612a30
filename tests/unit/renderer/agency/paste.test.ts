import { describe, expect, it } from 'vitest'
import { section } from '../../../../interface/schemas/tender.ts'
import { parseCells, pastedItems, repeated } from '../../../../renderer/agency/schedule/paste.ts'
import { sample } from './sample.ts'

const rows = (...lines: string[][]): string => lines.map((cells) => cells.join('\t')).join('\r\n')

describe('cells of a spreadsheet', () => {
  it('splits by tab and line, and leaves out empty rows', () => {
    expect(parseCells('a\tb\r\n\r\nc\td\n')).toEqual([['a', 'b'], ['c', 'd']])
  })

  it('keeps breaks, tabs and doubled quotes inside a quoted cell', () => {
    expect(parseCells('"a\nb"\t"say ""x"""\tc"d\n"e\tf"\tg')).toEqual([['a\nb', 'say "x"', 'c"d'], ['e\tf', 'g']])
  })

  it('does not need a last line break', () => {
    expect(parseCells('a\tb')).toEqual([['a', 'b']])
    expect(parseCells('')).toEqual([])
  })
})

describe('items that are pasted', () => {
  const heading = ['项目编码', '项目名称', '项目特征', '计量单位', '工程量']

  it('takes over the items of the sample as they are', () => {
    const schedule = sample.response.sections.find((each) => each.id === 'price-schedule')!.schedule!
    const text = rows(heading, ...schedule.items.map((each) => [each.id, each.title, each.description ?? '', each.unit, each.quantity]))
    const pasted = pastedItems(text, [])
    expect(pasted.map((each) => each.problem)).toEqual(schedule.items.map(() => null))
    expect(pasted.map((each) => each.item)).toEqual(schedule.items)
    const made = { id: 's', title: 't', envelope: 'price', kind: 'price-schedule', required: true, schedule: { columns: schedule.columns, items: pasted.map((each) => each.item) } }
    expect(section.safeParse(made).success).toBe(true)
  })

  it('reads numbers as people write them', () => {
    const [first, second] = pastedItems(rows(['1', '钢筋', '', 't', '1,386.50'], ['2', '混凝土', '', 'm³', '３２０']), [])
    expect(first?.item.quantity).toBe('1386.50')
    expect(second?.item.quantity).toBe('320')
    expect(first?.item).not.toHaveProperty('description')
  })

  it('takes four columns without a description and gives codes where there are none', () => {
    const pasted = pastedItems(rows(['', '钢筋', 't', '2'], ['', '砂', 'm³', '3']), ['1'])
    expect(pasted.map((each) => each.item.id)).toEqual(['2', '3'])
    expect(pasted.every((each) => each.problem === null)).toBe(true)
  })

  it('says what keeps a row out, by its line', () => {
    const pasted = pastedItems(rows(heading, ['1', '钢筋', '', 't', '若干'], ['编 码', '砂', '', 'm³', '1'], ['3', '石', '', '', '1'], ['合计']), [])
    expect(pasted.map(({ line, problem }) => [line, problem])).toEqual([[2, 'quantity'], [3, 'id'], [4, 'unit'], [5, 'columns']])
  })

  it('does not take a first item for a heading', () => {
    expect(pastedItems(rows(['1', '工程量复核', '', '项', '1']), [])).toHaveLength(1)
  })

  it('finds codes that stand twice, in the list too', () => {
    const pasted = pastedItems(rows(['1', 'a', '', 'm', '1'], ['1', 'b', '', 'm', '1'], ['7', 'c', '', 'm', '1']), ['7'])
    expect(repeated(pasted, ['7'])).toEqual(['1', '7'])
    expect(repeated(pasted.slice(1), [])).toEqual([])
  })

  it('takes thousands of rows at once', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => [`c${index}`, '项', '特征', 'm', '1.5'])
    const pasted = pastedItems(rows(heading, ...many), [])
    expect(pasted).toHaveLength(20_000)
    expect(repeated(pasted, [])).toEqual([])
  })
})
