import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { dialog, shell, type BrowserWindow } from 'electron'
import { Refusal } from '../../interface/errors.ts'
import type { FilePurpose } from '../../preload/contract/app.ts'
import { purposes, saveTitle } from './dialog-texts.ts'
import { rehearsal } from './places.ts'

type Language = 'zh' | 'en'

/** The system's own dialogs and viewer. They start where the last one ended. */
export class Dialogs {
  readonly #window: () => BrowserWindow | null
  readonly #language: () => Promise<Language>
  #folder = rehearsal.files ?? homedir()

  constructor(window: () => BrowserWindow | null, language: () => Promise<Language>) {
    this.#window = window
    this.#language = language
  }

  async chooseFiles(purpose: FilePurpose): Promise<string[]> {
    const language = await this.#language()
    const { title, types, several } = purposes[purpose]
    const window = this.#window()
    if (window === null) return []
    const { canceled, filePaths } = await dialog.showOpenDialog(window, {
      title: title[language], defaultPath: this.#folder,
      filters: types.map(({ name, extensions }) => ({ name: name[language], extensions })),
      properties: several ? ['openFile', 'multiSelections'] : ['openFile'],
    })
    if (canceled || filePaths[0] === undefined) return []
    this.#folder = dirname(filePaths[0])
    return filePaths
  }

  /** The dialog itself asks about overwriting. */
  async chooseTarget(name: string): Promise<string | null> {
    const language = await this.#language()
    const window = this.#window()
    if (window === null) return null
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      title: saveTitle[language], defaultPath: join(this.#folder, name), properties: ['createDirectory', 'showOverwriteConfirmation'],
    })
    if (canceled || filePath === '') return null
    this.#folder = dirname(filePath)
    return filePath
  }

  /** Opens a file in the program that the system has for it. Refusal('unknown-failure') with what the system says. */
  async view(file: string): Promise<void> {
    const failure = await shell.openPath(file)
    if (failure !== '') throw new Refusal('unknown-failure', failure)
  }
}
