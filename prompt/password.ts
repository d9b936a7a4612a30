import type { PasswordNeed } from '../preload/prompt-contract.ts'
import { element } from './element.ts'
import type { Texts } from './texts.ts'
import { visible } from './values.ts'

/** Fields for one password: one to open with, two to set a new one. */

/** A new password protects a file that may travel; shorter ones are refused. */
export const shortestNew = 12

export interface PasswordPart {
  element: HTMLElement
  first: HTMLInputElement
  /** The password, or null: then the reason stands under the field, and the field has the focus. */
  take(): string | null
  forget(): void
}

const field = (id: string, label: string, autocomplete: string): { label: HTMLElement, input: HTMLInputElement } => ({
  label: element('label', { for: id }, label),
  input: element('input', {
    id, type: 'password', autocomplete, autocapitalize: 'off', spellcheck: 'false', maxlength: '1000', 'aria-describedby': 'password-problem password-caps',
  }),
})

/** Shows and hides what was typed; a person who cannot see it cannot find a typing mistake. */
function revealButton(inputs: readonly HTMLInputElement[], texts: Texts): HTMLButtonElement {
  const button = element('button', { type: 'button', class: 'reveal', 'aria-pressed': 'false' }, texts.password.show)
  button.addEventListener('click', () => {
    const isShown = button.getAttribute('aria-pressed') === 'true'
    for (const input of inputs) input.type = isShown ? 'password' : 'text'
    button.setAttribute('aria-pressed', String(!isShown))
    button.textContent = isShown ? texts.password.show : texts.password.hide
  })
  return button
}

function watchCapsLock(inputs: readonly HTMLInputElement[], note: HTMLElement, texts: Texts): void {
  const look = (event: Event): void => {
    if (event instanceof KeyboardEvent || event instanceof MouseEvent) note.textContent = event.getModifierState('CapsLock') ? texts.password.capsLock : ''
  }
  for (const input of inputs) for (const event of ['keydown', 'keyup', 'mousedown']) input.addEventListener(event, look)
}

/** A practice key is no secret: its password stands beside the field and can be filled in. */
function practiceHint(hint: string, input: HTMLInputElement, texts: Texts): HTMLElement {
  const fill = element('button', { type: 'button', class: 'quiet' }, texts.password.fillIn)
  fill.addEventListener('click', () => {
    input.value = hint
    input.focus()
  })
  return element('p', { class: 'hint' }, element('span', { class: 'mark' }, texts.password.practiceMark), `${texts.password.practiceHint} `, element('code', {}, visible(hint)), ' ', fill)
}

/** What is wrong with what was typed; undefined where nothing is. */
export function faultOf(mode: PasswordNeed['mode'], [first = '', second = '']: readonly string[], texts: Texts['password']): { text: string, field: 0 | 1 } | undefined {
  if (first === '') return { text: texts.missing, field: 0 }
  if (mode === 'open') return undefined
  if ([...first].length < shortestNew) return { text: texts.short.replace('{count}', String(shortestNew)), field: 0 }
  return first === second ? undefined : { text: texts.unequal, field: 1 }
}

export function passwordPart(need: PasswordNeed, texts: Texts): PasswordPart {
  const isNew = need.mode === 'set'
  const fields = [
    field('password', isNew ? texts.password.new : texts.password.open, isNew ? 'new-password' : 'off'),
    ...(isNew ? [field('password-again', texts.password.again, 'new-password')] : []),
  ]
  const inputs = fields.map((each) => each.input)
  const [first = element('input')] = inputs
  const problem = element('p', { id: 'password-problem', class: 'problem', role: 'alert' }, need.wrong ? texts.password.wrong : '')
  const caps = element('p', { id: 'password-caps', class: 'caps', role: 'status' })
  if (need.wrong) first.setAttribute('aria-invalid', 'true')
  watchCapsLock(inputs, caps, texts)
  const part = element('section', { class: 'password', 'aria-label': texts.password.section },
    element('p', { class: 'subject' }, `${texts.password.subject} `, element('bdi', {}, visible(need.subject))),
    ...fields.flatMap(({ label, input }, index) => [label, element('div', { class: 'field' }, input, ...(index === 0 ? [revealButton(inputs, texts)] : []))]),
    problem, caps, ...(need.hint === null ? [] : [practiceHint(need.hint, first, texts)]))
  return {
    element: part,
    first,
    take() {
      const fault = faultOf(need.mode, inputs.map((each) => each.value), texts.password)
      inputs.forEach((each, index) => {
        if (fault?.field === index) each.setAttribute('aria-invalid', 'true')
        else each.removeAttribute('aria-invalid')
      })
      problem.textContent = fault?.text ?? ''
      if (fault === undefined) return first.value
      inputs[fault.field]?.focus()
      return null
    },
    forget() { for (const each of inputs) each.value = '' },
  }
}
