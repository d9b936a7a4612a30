import { z } from 'zod'
import { job, language, nothing, theme, token, type Language, type Theme, type VerdictView } from './values.ts'
import { verb } from './verb.ts'

export interface AppState {
  version: string
  profile: 'production' | 'practice'
  language: Language
  theme: Theme
  /** Where the window was when it was last closed, as the window wrote it; null at first. */
  place: string | null
  /** The time that counts: this machine's clock, in a rehearsal the platform's. */
  now: string
  clock: 'computer' | 'rehearsal'
  /** Address of the rehearsal platform that was started with the program; null where none was. */
  rehearsalPlatform: string | null
}

/** A file that a person chose, dropped or opened by double click. The window never learns where it lies. */
export interface FileToken {
  token: string
  name: string
  size: number
  kind: 'tender' | 'bid' | 'receipt' | 'record' | 'certificate' | 'pdf' | 'other'
}

export const filePurpose = z.enum(['tender', 'attachment', 'tender-document', 'certificate', 'opening-certificate', 'verify'])
export type FilePurpose = z.infer<typeof filePurpose>

/** What a container says and whether it may be believed; `content` is its main JSON member, null for what could not be read. */
export interface FileReport {
  name: string
  size: number
  digest: string
  kind: 'tender' | 'bid' | 'receipt' | 'record' | 'certification' | 'envelope' | null
  verdict: VerdictView
  signer: { subject: string, holder: { id: string | null, name: string }, serial: string } | null
  content: unknown
}

export const app = {
  'app.state': verb<AppState>()(nothing),
  'app.configure': verb<AppState>()(z.strictObject({ language: language.optional(), theme: theme.optional(), place: z.string().max(2_000).optional() })),
  /** Files that were opened by double click and wait for the window; each is handed over once. */
  'app.opened': verb<FileToken[]>()(nothing),
}

export const files = {
  /** Main's dialog; empty where the person cancelled. */
  'files.choose': verb<FileToken[]>()(z.strictObject({ purpose: filePurpose })),
  /** The preload gives the path of a File object that was dropped; the window hands over the object and gets a token. */
  'files.dropped': verb<FileToken>()(z.strictObject({ path: z.string().min(1).max(4_096) })),
  'files.inspect': verb<FileReport>()(z.strictObject({ file: token, job })),
}

export const jobs = {
  'jobs.cancel': verb<null>()(z.strictObject({ job })),
}
