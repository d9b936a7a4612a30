import type { Asked, Question } from '../preload/prompt-contract.ts'
import texts from './texts.json' with { type: 'json' }

export type Language = Asked['language']
export type Texts = typeof texts.en

/** Complete in both languages: the compiler holds one against the other. */
const byLanguage: Record<Language, Texts> = texts

export const textsFor = (language: Language): Texts => byLanguage[language]

/** Title, what it means, and the name of the button that does it. */
export interface Heading { title: string, means: string, button: string }

export const headingOf = (question: Question, texts: Texts): Heading =>
  question.kind === 'confirm' ? texts.acts[question.act] : texts.passwords[question.purpose]
