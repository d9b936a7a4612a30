import type { Act, Fact, FactLabel } from '../preload/prompt-contract.ts'
import { element } from './element.ts'
import type { Language, Texts } from './texts.ts'
import { bytesText, digestGroups, timeText, visible, wordOf } from './values.ts'

/** The facts as a definition list. Values of the same label that follow each other stand under one label. */

function valueOf(fact: Fact, language: Language, texts: Texts): HTMLElement {
  if (fact.type === 'digest') return digestOf(fact.value)
  if (fact.type === 'time') return element('dd', {}, element('time', { datetime: fact.value }, timeText(fact.value, language)))
  const text = fact.type === 'bytes' ? bytesText(fact.value, language) : visible(wordOf(fact, texts))
  return element('dd', {}, element('bdi', {}, text))
}

/** Groups are apart for the eye only: what is copied is the digest as it is. */
const digestOf = (value: string): HTMLElement =>
  element('dd', { class: 'digest' }, ...digestGroups(value).map((group) => element('span', {}, group)))

/** What a label says may depend on what is done: `previous` is a receipt or a package. */
function labelOf(label: FactLabel, act: Act | null, { facts, factsOf }: Texts): string {
  const own: Partial<Record<Act, Partial<Record<FactLabel, string>>>> = factsOf
  return (act === null ? undefined : own[act]?.[label]) ?? facts[label]
}

export function factList(facts: readonly Fact[], act: Act | null, language: Language, texts: Texts): HTMLElement {
  const list = element('dl')
  let row: HTMLElement | undefined
  facts.forEach((fact, index) => {
    if (row === undefined || facts[index - 1]?.label !== fact.label) {
      row = element('div', {}, element('dt', {}, labelOf(fact.label, act, texts)))
      list.append(row)
    }
    row.append(valueOf(fact, language, texts))
  })
  return list
}
