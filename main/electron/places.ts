import { join } from 'node:path'
import { app } from 'electron'
import { workspaceFolder } from '../default-folder.ts'

/** Where the parts of the built program lie, beside the bundle of main: out/main, out/preload, out/renderer. */
const out = join(import.meta.dirname, '..')

export const preloadFile = (name: 'client' | 'prompt'): string => join(out, 'preload', `${name}.cjs`)
export const pagesFolder = join(out, 'renderer')
export const assetsFolder = (): string => join(app.getAppPath(), 'assets')

/** The two pages, each of an origin and a session of its own. */
export const clientOrigin = 'app://client'
export const promptOrigin = 'app://prompt'
export const clientPage = `${clientOrigin}/renderer/index.html`
export const promptPage = `${promptOrigin}/prompt/index.html`

const given = (value: string | undefined): string | undefined => value === '' ? undefined : value

/** What a rehearsal that started the program tells it. */
export const rehearsal = {
  /** Folder of practice identities with their passwords. */
  identities: given(process.env.SEALBID_PRACTICE),
  /** Origin of the platform. */
  platform: given(process.env.SEALBID_REHEARSAL),
  /** Where file dialogs start. */
  files: given(process.env.SEALBID_FILES),
}

/** Folder for what the window itself keeps (its lock); one for each workspace, so that two workspaces can be open at once. */
export const windowFolder = (): string =>
  join(workspaceFolder(process.env, given(process.env.SEALBID_TRUST) === undefined ? 'production' : 'practice'), 'window')
