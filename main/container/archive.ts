import type { Digested } from '../work/jobs.ts'
import type { RunOptions, WorkerPool } from '../work/pool.ts'

/** Members of a ZIP, however it was read. */
export interface ArchiveMember {
  name: string
  size: number
  /** Where the contents stand, for a member that is stored. */
  offset: number | null
}

export interface Archive {
  /** `exact`: the one byte form of docs/formats.md; `foreign`: made by another tool. */
  form: 'exact' | 'foreign'
  members: ArchiveMember[]
  /** Contents of a small member. Refusal('container-size') beyond `limit` bytes. */
  read(name: string, limit: number): Promise<Buffer>
  /** SHA-256 and CRC-32 of members, in order; the CRC is compared with the ZIP's. Refusals: container-size, digest-mismatch. */
  digest(names: readonly string[], pool: WorkerPool, options?: RunOptions): Promise<Digested[]>
  close(): Promise<void>
}
