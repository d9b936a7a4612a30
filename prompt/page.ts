import type { Answer, Asked, Question, Warning } from '../preload/prompt-contract.ts'
import { element } from './element.ts'
import { factList } from './facts.ts'
import { passwordPart, type PasswordPart } from './password.ts'
import { headingOf, textsFor, type Texts } from './texts.ts'

/**
 * One question on one page: what it is, what it means, what will be signed, and below, always in sight, the password and the two buttons.
 * Escape and closing the window are "no".
 */

/** Acts that bind or take something away: their button is red, and Enter alone does not press it. */
const binding: readonly string[] = ['submit', 'replace', 'withdraw', 'publish', 'release', 'remedy', 'tenderer-release', 'record', 'remove-certificate']

/** A person who was typing elsewhere when the window came up must not confirm by accident: milliseconds before a bare button works. */
const pause = 500

const practiceBand = (texts: Texts): HTMLElement => element('p', { class: 'practice', role: 'note' }, texts.practice)

function warningList(warnings: readonly Warning[], texts: Texts): HTMLElement[] {
  // The band above says that it is practice.
  const shown = warnings.filter((each) => each !== 'practice')
  if (shown.length === 0) return []
  return [element('ul', { class: 'warnings', 'aria-label': texts.warningsLabel }, ...shown.map((each) => element('li', { class: each === 'irrevocable' ? 'grave' : 'warning' }, texts.warnings[each])))]
}

/** Says that more stands below, until the end has been in sight. */
function watchEnd(content: HTMLElement, note: HTMLElement): void {
  const look = (): void => { note.hidden = content.scrollTop + content.clientHeight >= content.scrollHeight - 8 }
  content.addEventListener('scroll', look, { passive: true })
  new ResizeObserver(look).observe(content)
  look()
}

function contentOf(question: Question, language: Asked['language'], texts: Texts): HTMLElement {
  const heading = headingOf(question, texts)
  return element('div', { class: 'content', tabindex: '0', role: 'region', 'aria-labelledby': 'title' },
    element('h1', { id: 'title' }, heading.title),
    element('p', { class: 'means' }, heading.means),
    ...(question.kind === 'confirm' ? warningList(question.warnings, texts) : []),
    ...(question.facts.length === 0 ? [] : [factList(question.facts, question.kind === 'confirm' ? question.act : null, language, texts)]))
}

interface Controls { bar: HTMLElement, confirm: HTMLButtonElement, cancel: HTMLButtonElement, more: HTMLElement }

function controlsOf(question: Question, password: PasswordPart | null, texts: Texts): Controls {
  const isBinding = question.kind === 'confirm' && binding.includes(question.act)
  const confirm = element('button', { type: 'submit', id: 'confirm', class: isBinding ? 'primary binding' : 'primary' }, headingOf(question, texts).button)
  const cancel = element('button', { type: 'button', id: 'cancel' }, texts.cancel)
  const more = element('p', { class: 'more', hidden: true }, texts.more)
  return { confirm, cancel, more, bar: element('footer', {}, more, ...(password === null ? [] : [password.element]), element('div', { class: 'buttons' }, cancel, confirm)) }
}

function focusFirst(question: Question, password: PasswordPart | null, { confirm, cancel }: Controls): void {
  if (password !== null) return password.first.focus()
  confirm.disabled = true
  const isBinding = question.kind === 'confirm' && binding.includes(question.act)
  if (isBinding) cancel.focus()
  setTimeout(() => {
    confirm.disabled = false
    if (!isBinding) confirm.focus()
  }, pause)
}

/** Shows the question in the empty page; `answer` is called once at least, the first call counts. */
export function showQuestion({ question, language, practice }: Asked, answer: (answer: Answer) => void): void {
  const texts = textsFor(language)
  const password = question.password === null ? null : passwordPart(question.password, texts)
  const content = contentOf(question, language, texts)
  const controls = controlsOf(question, password, texts)
  const isPractice = practice || (question.kind === 'confirm' && question.warnings.includes('practice'))
  const form = element('form', { novalidate: true, autocomplete: 'off', class: question.kind === 'password' ? 'short' : false }, content, controls.bar)
  document.title = `${headingOf(question, texts).title} — SealBid 封标`
  document.body.replaceChildren(element('main', {}, ...(isPractice ? [practiceBand(texts)] : []), form))

  const finish = (given: Answer): void => {
    for (const each of form.querySelectorAll<HTMLButtonElement | HTMLInputElement>('button, input')) each.disabled = true
    password?.forget()
    answer(given)
  }
  const refuse = (): void => finish({ confirmed: false })
  controls.cancel.addEventListener('click', refuse)
  document.addEventListener('keydown', (event) => { if (event.key === 'Escape' && !event.isComposing) refuse() })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (password === null) return finish({ confirmed: true })
    const typed = password.take()
    if (typed !== null) finish({ confirmed: true, password: typed })
  })
  watchEnd(content, controls.more)
  focusFirst(question, password, controls)
}
