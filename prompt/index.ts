import type { Answer, Prompter } from '../preload/prompt-contract.ts'
import { showQuestion } from './page.ts'

/** The page of main's own window: it takes one question, shows it, answers once. Main closes the window. */

declare global {
  interface Window { readonly prompter: Prompter }
}

const asked = await window.prompter.question()

let isAnswered = false

function answer(given: Answer): void {
  if (isAnswered) return
  isAnswered = true
  void window.prompter.answer(given)
}

document.documentElement.lang = asked.language === 'zh' ? 'zh-CN' : 'en'
document.documentElement.dataset.theme = asked.theme
showQuestion(asked, answer)
