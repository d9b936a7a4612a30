import { join, relative } from 'node:path'
import { root } from '../run.ts'

/** What lies where in the folder of a rehearsal. Everything of a rehearsal stays below it, so that deleting it begins anew. */
export interface Places {
  folder: string
  /** Practice authority and identities, with their passwords. */
  pki: string
  passwords: string
  /** What the platform has acknowledged. */
  platform: string
  /** The person's own workspace. */
  workspace: string
  /** The agency that published the sample tender. */
  agency: string
  /** Where file dialogs start. */
  files: string
  logs: string
  /** Address of the platform, for the next start. */
  state: string
}

export const placesIn = (folder: string): Places => ({
  folder,
  pki: join(folder, 'pki'),
  passwords: join(folder, 'pki/passwords.json'),
  platform: join(folder, 'platform'),
  workspace: join(folder, 'workspace'),
  agency: join(folder, 'agency'),
  files: join(folder, 'files'),
  logs: join(folder, 'logs'),
  state: join(folder, 'rehearsal.json'),
})

/** As a person would name it: relative to the checkout where it lies in there. */
export const shown = (path: string): string => {
  const inside = relative(root, path)
  return inside === '' || inside.startsWith('..') ? path : inside
}
