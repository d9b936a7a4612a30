import type { Party } from '../interface/schemas/common.ts'
import type { Clock } from './clock.ts'
import type { Faults } from './faults.ts'
import type { Judge } from './judge/signature.ts'
import type { Practice } from './practice/folder.ts'
import type { Files } from './store/files.ts'
import type { Records } from './store/records.ts'
import type { Gate, Mutex } from './locks.ts'
import type { Pen } from './write/container.ts'

/** Everything that the operations of the platform work with. */
export interface Platform {
  readonly code: string
  readonly name: string
  readonly origin: string
  readonly operator: Party
  readonly practice: Practice
  readonly clock: Clock
  readonly records: Records
  readonly files: Files
  readonly judge: Judge
  readonly pen: Pen
  readonly faults: Faults
  /** Submissions and addenda that arrived in time and are still being judged; closing waits for them. */
  readonly gate: Gate
  /** One binding request of a holder at a time. */
  readonly mutex: Mutex
}

/** Who is calling, from a session. */
export type Session = Party
