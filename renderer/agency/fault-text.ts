import { elementName } from './faults.ts'
import type { DefinitionJson } from './definition-json.ts'

/**
 * Main says in English what is wrong with a definition, for the command line too. Here it becomes a text of the studio: the key of a text
 * and its values. What is not known is shown as main wrote it.
 */

export interface FaultText { key: string, values: Record<string, string> }

const patterns: [RegExp, string][] = [
  [/received undefined$/, 'missing'],
  [/^Invalid option: expected one of /, 'option'],
  [/^Too small: expected (?:string|array|number) to (?:have|be) >=?(?<limit>[\d.]+)/, 'tooSmall'],
  [/^Too big: expected (?:string|array|number) to (?:have|be) <=?(?<limit>[\d.]+)/, 'tooBig'],
  [/^Invalid (?:ISO datetime|input: expected (?:date|datetime))/, 'time'],
  [/^Invalid string: must match pattern/, 'pattern'],
  [/^Invalid input: expected int/, 'integer'],
  [/^Invalid input: expected (?:number|string|boolean|array|object|record)/, 'form'],
  [/^Unrecognized keys?: (?<id>.+)$/, 'unknownMember'],
  [/^Invalid key in record/, 'pattern'],
  [/^(?:field |item )?(?<id>.+) stands twice$/, 'twice'],
  [/^two spellings of (?<id>.+)$/, 'twoSpellings'],
  [/^(?<id>.+) cannot name a file$/, 'fileName'],
  [/^there is no envelope (?<id>.*)$/, 'noEnvelope'],
  [/^envelope (?<id>.+) is opened twice$/, 'openedTwice'],
  [/^envelope (?<id>.+) is never opened$/, 'neverOpened'],
  [/^must be the submission deadline/, 'notDeadline'],
  [/^before the submission deadline$/, 'beforeDeadline'],
  [/^before the stage before it$/, 'beforeStage'],
  [/^there is no lot (?<id>.+)$/, 'noLot'],
  [/^a .+ needs form$/, 'needsForm'],
  [/^a .+ needs schedule$/, 'needsSchedule'],
  [/^a choice needs choices$/, 'needsChoices'],
  [/its limit is above/, 'aboveLimit'],
  [/^the file (?<id>.+) was not added$/, 'noFile'],
  [/^the certificate .+ was not added$/, 'noCertificate'],
  [/^belongs to (?<holder>.+), not to (?<id>.+)$/, 'otherHolder'],
  [/^an addendum keeps the number (?<id>.+)$/, 'keepsNumber'],
  [/is not an amount field$/, 'noAmountField'],
  [/is not an amount-in-words field$/, 'noWordsField'],
  [/is not a schedule$/, 'noSchedule'],
  [/^exactly one buyer/, 'oneBuyer'],
  [/^exactly one procuringEntity/, 'oneAgency'],
  [/^exactly one main certificate/, 'oneMainCertificate'],
  [/^control is bidder alone$/, 'bidderAlone'],
  [/^ends before it starts$/, 'endsBeforeStart'],
  [/^ends after the submission deadline$/, 'endsAfterDeadline'],
  [/addendum must not bring the deadline forward$/, 'deadlineForward'],
]

export function faultText(message: string): FaultText {
  for (const [pattern, key] of patterns) {
    const match = pattern.exec(message)
    if (match !== null) return { key: `fault.${key}`, values: { ...match.groups } }
  }
  return { key: 'fault.other', values: { message } }
}

/** Places whose last step says too little by itself. */
const ownNames: Record<string, string> = { 'tender.id': 'word.tenderId', 'tender.title': 'word.tenderTitle' }

/** A place in words: each step is a word of the studio (`word.…`) or the title of an element. */
export type PlaceStep = { key: string, name: string } | { name: string }

export function placeSteps(json: DefinitionJson, place: string): PlaceStep[] {
  const own = ownNames[place]
  if (own !== undefined) return [{ key: own, name: place }]
  const path = place.split('.').map((each) => /^\d+$/.test(each) ? Number(each) : each)
  return path.map((step, index) => typeof step === 'number'
    ? { name: elementName(json, path.slice(0, index + 1)) ?? String(step + 1) }
    : { key: `word.${step}`, name: step })
}
