import type { Section } from '../../../interface/schemas/tender.ts'
import { appendAt, freeId, listAt, setAt, textAt, type DefinitionJson, type LooseField, type LooseSection, type Path } from '../definition-json.ts'

/** Sections of a response (投标文件组成): what a new one of each kind begins with. */

export const kinds = ['file', 'form', 'statement', 'price-schedule', 'boq'] as const satisfies readonly Section['kind'][]
export type Kind = (typeof kinds)[number]

/** What can be added; a letter of bid (投标函) is a form whose total the price rules point at. */
export const starts = ['file', 'letter', 'form', 'statement', 'price-schedule', 'boq'] as const
export type Start = (typeof starts)[number]

export const sectionsPath: Path = ['response', 'sections']
export const sectionsOf = (json: DefinitionJson): LooseSection[] => listAt<LooseSection>(json, sectionsPath)

/** Texts in the language of the person; they are only a beginning. */
export type Words = (key: string) => string

export const hasForm = (kind: string | undefined): boolean => kind === 'form' || kind === 'statement'
export const hasSchedule = (kind: string | undefined): boolean => kind === 'price-schedule' || kind === 'boq'

export const standardColumns = (t: Words): NonNullable<Section['schedule']>['columns'] => [
  ...(['item', 'title', 'description', 'unit', 'quantity'] as const).map((id) => ({ id, title: t(`schedule.standard.${id}`), by: 'tenderer' as const })),
  { id: 'unitPrice', title: t('schedule.standard.unitPrice'), by: 'bidder' },
]

const letterFields = (t: Words): LooseField[] => [
  { id: 'totalPrice', title: t('start.totalPrice'), type: 'amount', required: true, unit: t('unit.yuan'), minimum: '0.01', announce: true },
  { id: 'totalPriceInWords', title: t('start.totalPriceInWords'), type: 'amount-in-words', required: true, announce: true },
]

function partsOf(kind: Kind, t: Words): Partial<LooseSection> {
  switch (kind) {
    case 'file': return { accept: ['application/pdf'], limits: { bytes: 100 * 1024 * 1024 } }
    case 'form': return { form: { fields: [{ id: 'field1', title: t('start.field'), type: 'text', required: true }] } }
    case 'statement': return { form: { fields: [{ id: 'accepted', title: t('start.accepted'), type: 'boolean', required: true }] } }
    case 'price-schedule':
    case 'boq': return { schedule: { columns: standardColumns(t), items: [] } }
  }
}

const prefixes: Record<Start, string> = { file: 'file-', letter: 'bid-letter-', form: 'form-', statement: 'statement-', 'price-schedule': 'schedule-', boq: 'boq-' }

/** Prices go to the envelope that says so by its id, everything else to the first. */
function envelopeFor(json: DefinitionJson, start: Start): string {
  const ids = listAt<{ id?: string }>(json, ['sealing', 'envelopes']).flatMap(({ id }) => id === undefined ? [] : [id])
  const isPrice = start === 'letter' || start === 'price-schedule' || start === 'boq'
  return (isPrice ? ids.find((id) => /price|报价/i.test(id)) : undefined) ?? ids[0] ?? ''
}

/** The definition with a new section at the end. The first letter and the first schedule become the total of the price rules. */
export function addSection(json: DefinitionJson, start: Start, t: Words): DefinitionJson {
  const kind: Kind = start === 'letter' ? 'form' : start
  const id = freeId(sectionsOf(json).map((each) => each.id), prefixes[start])
  const parts = start === 'letter' ? { form: { fields: letterFields(t) } } : partsOf(kind, t)
  const next = appendAt(json, sectionsPath, { id, title: t(`start.${start}`), envelope: envelopeFor(json, start), kind, required: true, ...parts })
  if (start === 'letter' && textAt(json, ['price', 'total', 'section']) === '') {
    const schedule = sectionsOf(json).find((each) => hasSchedule(each.kind))?.id
    return setAt(next, ['price', 'total'], { section: id, field: 'totalPrice', words: 'totalPriceInWords', ...(schedule === undefined ? {} : { schedule }) })
  }
  const needsSchedule = hasSchedule(kind) && textAt(json, ['price', 'total', 'section']) !== '' && textAt(json, ['price', 'total', 'schedule']) === ''
  return needsSchedule ? setAt(next, ['price', 'total', 'schedule'], id) : next
}

/** Another kind: what belongs to the old one goes, what the new one needs comes. */
export function setKind(json: DefinitionJson, index: number, kind: Kind, t: Words): DefinitionJson {
  const section = sectionsOf(json)[index]
  if (section === undefined || section.kind === kind) return json
  const { form, schedule, accept, limits, blind, seal, ...common } = section
  const kept: Partial<LooseSection> = hasForm(kind) && form !== undefined ? { form } : hasSchedule(kind) && schedule !== undefined ? { schedule } : {}
  const fileOnly: Partial<LooseSection> = kind === 'file' ? { ...(accept && { accept }), ...(limits && { limits }), ...(blind && { blind }), ...(seal && { seal }) } : {}
  return setAt(json, [...sectionsPath, index], { ...common, kind, ...partsOf(kind, t), ...kept, ...fileOnly })
}

/** Takes a section out; price rules that named it lose their total. */
export function removeSection(json: DefinitionJson, index: number): DefinitionJson {
  const id = sectionsOf(json)[index]?.id
  const next = setAt(json, [...sectionsPath, index], undefined)
  if (id === undefined) return next
  if (textAt(json, ['price', 'total', 'section']) === id) return setAt(next, ['price', 'total'], undefined)
  return textAt(json, ['price', 'total', 'schedule']) === id ? setAt(next, ['price', 'total', 'schedule'], undefined) : next
}
