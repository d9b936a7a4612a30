import { z } from 'zod'
import type { Part } from './views.ts'

/** Values that several areas use. */

/** Opaque, random, bound to the frame that got it; expires. */
export const token = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

/** Chosen by the window for each long work, so that it can follow and cancel it. */
export const job = z.uuid()

export const nothing = z.strictObject({})

/** Id of an imported certificate file. */
export const certificateId = z.string().regex(/^[0-9a-f]{32}$/)

export const draftId = z.uuid()
export const definitionId = z.uuid()

export const language = z.enum(['zh', 'en'])
export type Language = z.infer<typeof language>

export const theme = z.enum(['light', 'dark', 'system'])
export type Theme = z.infer<typeof theme>

/** Verdict on a file: the worst of its parts. */
export interface VerdictView {
  state: 'valid' | 'indeterminate' | 'invalid'
  parts: Part[]
  judgedAt: string
  stampedAt: string | null
}

/** Where a copy was saved: its name only. */
export interface SavedFile { name: string }
