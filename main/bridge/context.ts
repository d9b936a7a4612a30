import type { Channel, Handlers } from '../../preload/contract/index.ts'
import type { Workspace } from '../workspace.ts'
import type { ByteStore } from './bytes.ts'
import type { BridgeClock } from './clock.ts'
import type { ConnectionStore } from './connection-store.ts'
import type { Desktop } from './desktop.ts'
import type { ChosenFiles } from './chosen-files.ts'
import type { Keys } from './keys.ts'
import type { PlatformList } from './origins.ts'
import type { PracticeFolder } from './practice-folder.ts'
import type { Jobs } from './work.ts'

/** What the areas share. */
export interface BridgeContext {
  workspace: Workspace
  clock: BridgeClock
  desktop: Desktop
  version: string
  assets: string
  practice: PracticeFolder | null
  rehearsalPlatform: string | null
  send: typeof fetch
  files: ChosenFiles
  bytes: ByteStore
  keys: Keys
  jobs: Jobs
  platforms: PlatformList
  connections: ConnectionStore
}

/** Handlers of one area of the contract: every channel of it and no other. */
export type AreaHandlers<A extends string> = { [C in Channel as C extends `${A}.${string}` ? C : never]: Handlers[C] }
