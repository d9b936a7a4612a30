/** A file in the workspace, as one draft uses it. Contents are shared; id and name belong to the use. */
export interface Attachment {
  /** Random; the window knows it, never `path`. */
  id: string
  /** Name of the original, without folders, NFC. */
  name: string
  /** Bytes. */
  size: number
  /** Lower-case hex. */
  sha256: string
  crc32: number
  /** Absolute path of the content in the workspace. */
  path: string
}

export interface ScheduleRow { item: string, unitPrice: string }
export type FormValues = Record<string, string | boolean>

/** What a bidder puts into one section. */
export type Answer =
  | { kind: 'file', attachment: Attachment }
  | { kind: 'form', values: FormValues }
  | { kind: 'schedule', rows: ScheduleRow[] }

/** The local, editable answer to one lot. */
export interface Draft {
  id: string
  tenderDigest: string
  lot: string
  /** RFC 3339, UTC. */
  createdAt: string
  changedAt: string
  /** By section id. */
  answers: Map<string, Answer>
}

export interface DraftSummary {
  id: string
  tenderDigest: string
  /** Of the tender. */
  title: string
  lot: string
  createdAt: string
  changedAt: string
  /** Number of sections that have an answer; says nothing about whether it is a good one. */
  answered: number
}
