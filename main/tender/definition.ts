import { Refusal } from '../../interface/errors.ts'
import { tenderDefinitionSchema, type Section, type TenderDefinition } from '../../interface/schemas/tender.ts'
import { keyMember } from '../container/kinds.ts'
import { foldName, nameFault } from '../container/names.ts'

/** Whether a tender definition holds together: what a schema cannot say. All faults at once, each with its place. */

/** Parses a definition. Refusal('tender-definition') with every place that is wrong. */
export function parseDefinition(json: unknown): TenderDefinition {
  const result = tenderDefinitionSchema.safeParse(json)
  if (!result.success) {
    const items = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new Refusal('tender-definition', items[0], items)
  }
  const faults = definitionFaults(result.data)
  if (faults.length > 0) throw new Refusal('tender-definition', faults[0], faults)
  return result.data
}

const duplicates = (ids: readonly string[]): string[] => [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))]

function idFaults(definition: TenderDefinition): string[] {
  const groups: Record<string, readonly string[]> = {
    'tender.lots': definition.tender.lots.map((each) => each.id),
    'tender.documents': definition.tender.documents.map((each) => each.id),
    'response.sections': definition.response.sections.map((each) => each.id),
    'sealing.envelopes': definition.sealing.envelopes.map((each) => each.id),
    'sealing.stages': definition.sealing.stages.map((each) => each.id),
  }
  return Object.entries(groups).flatMap(([place, ids]) => duplicates(ids).map((id) => `${place}: ${id} stands twice`))
}

/** Envelopes and sections give names to members of bids, which must be good on every file system. */
function nameFaults({ sealing, response }: TenderDefinition): string[] {
  const groups: Record<string, readonly string[]> = {
    'sealing.envelopes': sealing.envelopes.map((each) => each.id),
    'response.sections': response.sections.map((each) => each.id),
  }
  return Object.entries(groups).flatMap(([place, ids]) => [
    ...duplicates([...new Set(ids)].map(foldName)).map((id) => `${place}: two spellings of ${id}`),
    ...ids.filter((id) => nameFault(keyMember(id)) !== null || nameFault(id) !== null).map((id) => `${place}: ${id} cannot name a file`),
  ])
}

/** Each envelope is opened in exactly one stage; the first opens at the deadline (招标投标法 34); later ones follow. */
function stageFaults({ sealing, tender }: TenderDefinition): string[] {
  const known = new Set(sealing.envelopes.map((each) => each.id))
  const staged = sealing.stages.flatMap((each) => each.envelopes)
  const [first] = sealing.stages
  const times = sealing.stages.map((each) => Date.parse(each.openingTime))
  return [
    ...staged.filter((id) => !known.has(id)).map((id) => `sealing.stages: there is no envelope ${id}`),
    ...duplicates(staged).map((id) => `sealing.stages: envelope ${id} is opened twice`),
    ...[...known].filter((id) => !staged.includes(id)).map((id) => `sealing.stages: envelope ${id} is never opened`),
    ...(first !== undefined && times[0] !== Date.parse(tender.tenderPeriod.endDate) && first.ground === undefined
      ? ['sealing.stages.0.openingTime: must be the submission deadline (招标投标法 34) unless a ground is stated'] : []),
    ...(first !== undefined && (times[0] ?? 0) < Date.parse(tender.tenderPeriod.endDate) ? ['sealing.stages.0.openingTime: before the submission deadline'] : []),
    ...times.flatMap((time, index) => index > 0 && time < (times[index - 1] ?? 0) ? [`sealing.stages.${index}.openingTime: before the stage before it`] : []),
  ]
}

const partOf: Record<Section['kind'], 'form' | 'schedule' | null> = {
  file: null, form: 'form', statement: 'form', 'price-schedule': 'schedule', boq: 'schedule',
}

function sectionFaults({ response, sealing, tender, limits }: TenderDefinition): string[] {
  const envelopes = new Set(sealing.envelopes.map((each) => each.id))
  const lots = new Set(tender.lots.map((each) => each.id))
  return response.sections.flatMap((section) => {
    const place = `response.sections.${section.id}`
    const part = partOf[section.kind]
    return [
      ...(envelopes.has(section.envelope) ? [] : [`${place}: there is no envelope ${section.envelope}`]),
      ...(section.lots ?? []).filter((id) => !lots.has(id)).map((id) => `${place}: there is no lot ${id}`),
      ...(part !== null && section[part] === undefined ? [`${place}: a ${section.kind} needs ${part}`] : []),
      ...(section.form === undefined ? [] : duplicates(section.form.fields.map((each) => each.id)).map((id) => `${place}: field ${id} stands twice`)),
      ...(section.form?.fields ?? []).filter((each) => each.type === 'choice' && each.choices === undefined).map((each) => `${place}.${each.id}: a choice needs choices`),
      ...(section.schedule === undefined ? [] : duplicates(section.schedule.items.map((each) => each.id)).map((id) => `${place}: item ${id} stands twice`)),
      ...((section.limits?.bytes ?? 0) > limits.bytesPerFile ? [`${place}: its limit is above limits.bytesPerFile`] : []),
    ]
  })
}

function priceFaults({ price, response, tender }: TenderDefinition): string[] {
  const total = price.total
  const lots = new Set(tender.lots.map((each) => each.id))
  const ceilings = Object.keys(price.ceilings ?? {}).filter((id) => !lots.has(id)).map((id) => `price.ceilings: there is no lot ${id}`)
  if (total === undefined) return ceilings
  const fields = response.sections.find((each) => each.id === total.section)?.form?.fields ?? []
  const has = (id: string, type: string): boolean => fields.some((each) => each.id === id && each.type === type)
  return [
    ...ceilings,
    ...(has(total.field, 'amount') ? [] : [`price.total: ${total.section}.${total.field} is not an amount field`]),
    ...(total.words === undefined || has(total.words, 'amount-in-words') ? [] : [`price.total: ${total.section}.${total.words} is not an amount-in-words field`]),
    ...(total.schedule === undefined || response.sections.some((each) => each.id === total.schedule && each.schedule !== undefined)
      ? [] : [`price.total: ${total.schedule} is not a schedule`]),
  ]
}

function roleFaults({ parties, sealing, remedy }: TenderDefinition): string[] {
  const count = (role: 'buyer' | 'procuringEntity'): number => parties.filter((each) => each.roles.includes(role)).length
  const isDual = sealing.control === 'bidder+tenderer'
  return [
    ...(count('buyer') === 1 ? [] : ['parties: exactly one buyer (招标人) is needed']),
    ...(count('procuringEntity') === 1 ? [] : ['parties: exactly one procuringEntity (招标代理) is needed']),
    ...(isDual && sealing.openingCertificates.filter((each) => each.role === 'main').length !== 1
      ? ['sealing.openingCertificates: exactly one main certificate is needed'] : []),
    ...(!isDual && sealing.openingCertificates.length > 0 ? ['sealing.openingCertificates: control is bidder alone'] : []),
    ...duplicates(remedy.ways).map((way) => `remedy.ways: ${way} stands twice`),
  ]
}

function periodFaults({ tender }: TenderDefinition): string[] {
  const { tenderPeriod, enquiryPeriod } = tender
  const end = Date.parse(tenderPeriod.endDate)
  return [
    ...(tenderPeriod.startDate !== undefined && Date.parse(tenderPeriod.startDate) >= end ? ['tender.tenderPeriod: ends before it starts'] : []),
    ...(enquiryPeriod !== undefined && Date.parse(enquiryPeriod.endDate) > end ? ['tender.enquiryPeriod: ends after the submission deadline'] : []),
  ]
}

/** Every contradiction in a definition, for people. */
export const definitionFaults = (definition: TenderDefinition): string[] =>
  [idFaults, nameFaults, stageFaults, sectionFaults, priceFaults, roleFaults, periodFaults].flatMap((rule) => rule(definition))
