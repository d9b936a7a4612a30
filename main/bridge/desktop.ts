import type { FilePurpose } from '../../preload/contract/app.ts'
import type { EventName, Events } from '../../preload/contract/index.ts'
import type { Answer, Question } from '../../preload/prompt-contract.ts'

/** What the bridge needs of the desktop. Electron gives it in main/electron; nothing else of the bridge knows windows or dialogs. */
export interface Desktop {
  /** Absolute paths; empty where the person cancelled. */
  chooseFiles(purpose: FilePurpose): Promise<string[]>
  /** Absolute path under which to save; null where the person cancelled. The dialog itself asked about overwriting. */
  chooseTarget(name: string): Promise<string | null>
  /** Main's own prompt window; one at a time, later questions wait. A closed window is `confirmed: false`. */
  ask(question: Question): Promise<Answer>
  /** The system's own viewer. */
  view(file: string): Promise<void>
  emit<E extends EventName>(event: E, value: Events[E]): void
}
