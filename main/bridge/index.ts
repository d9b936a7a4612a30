import type { Handlers } from '../../preload/contract/index.ts'
import type { Workspace } from '../workspace.ts'
import { appHandlers } from './app.ts'
import { bidsHandlers, sweepSealed } from './bids.ts'
import { ByteStore, type ByteRoutes } from './bytes.ts'
import { certificatesHandlers } from './certificates.ts'
import { ChosenFiles } from './chosen-files.ts'
import type { BridgeClock } from './clock.ts'
import { ConnectionStore } from './connection-store.ts'
import { connectionsHandlers } from './connections.ts'
import type { BridgeContext } from './context.ts'
import { definitionsHandlers } from './definitions.ts'
import type { Desktop } from './desktop.ts'
import { draftsHandlers } from './drafts.ts'
import { receiptsHandlers, recordsHandlers } from './evidence.ts'
import { filesHandlers, jobsHandlers } from './files.ts'
import { Keys } from './keys.ts'
import { PlatformList, platformOrigin, type OriginList } from './origins.ts'
import { platformsHandlers } from './platforms.ts'
import { PracticeFolder } from './practice-folder.ts'
import { practiceHandlers } from './practice.ts'
import { tendersHandlers } from './tenders.ts'
import { Viewing } from './viewing.ts'
import { Jobs } from './work.ts'

/** Main's side of the border, put together. Everything here runs in plain Node; Electron stands behind `desktop`. */

export interface BridgeOptions {
  workspace: Workspace
  /** The clock that the workspace was made with (openProfile gives both). */
  clock: BridgeClock
  desktop: Desktop
  /** Of the program. */
  version: string
  /** Folder `assets`, wherever the build has put it: the sample tender lies in `sample/tender`. */
  assets: string
  /** Folder of practice identities (`passwords.json` beside them); practice only. */
  practiceFolder?: string | undefined
  /** Origin of the rehearsal platform that was started with the program. */
  rehearsalPlatform?: string | undefined
  /** Reaches timestamp authorities. */
  send?: typeof fetch | undefined
}

export interface MainBridge {
  handlers: Handlers
  bytes: ByteRoutes
  origins: OriginList
  /** A frame is gone or has navigated: its tokens and connections end. */
  forgetFrame(frame: string): void
  /** A file was opened by double click; the window is told and asks for it. */
  openedFile(path: string): void
  /** Locks every key, cancels long work, closes the workspace. */
  close(): Promise<void>
}

/** Refusals: file-not-found, bad-input for a practice folder or a rehearsal platform that is none. */
export function createBridge({ workspace, clock, desktop, version, assets, practiceFolder, rehearsalPlatform, send = fetch }: BridgeOptions): MainBridge {
  sweepSealed(workspace.files)
  const isPractice = workspace.context.trust.profile === 'practice'
  const practice = isPractice && practiceFolder !== undefined ? new PracticeFolder(practiceFolder) : null
  const context: BridgeContext & { viewing: Viewing } = {
    workspace, clock, desktop, version, assets, practice, send,
    rehearsalPlatform: isPractice && rehearsalPlatform !== undefined ? platformOrigin(rehearsalPlatform) : null,
    files: new ChosenFiles(),
    bytes: new ByteStore(workspace.files),
    keys: new Keys(workspace.keyFiles, desktop, practice),
    jobs: new Jobs(desktop),
    platforms: new PlatformList(),
    connections: new ConnectionStore(workspace, send),
    viewing: new Viewing(workspace.files, desktop),
  }
  const { files, bytes, keys, jobs, platforms, connections, viewing } = context
  return {
    handlers: handlersOf(context),
    bytes,
    origins: platforms,
    forgetFrame(frame) {
      files.forgetFrame(frame)
      bytes.forgetFrame(frame)
      connections.endWhere((_, owner) => owner === frame)
    },
    openedFile(path) {
      files.wait(path)
      desktop.emit('opened', null)
    },
    async close() {
      jobs.close()
      keys.lockAll()
      bytes.close()
      viewing.clear()
      await jobs.ended()
      await workspace.close()
    },
  }
}

const handlersOf = (context: BridgeContext & { viewing: Viewing }): Handlers => ({
  ...appHandlers(context),
  ...filesHandlers(context),
  ...jobsHandlers(context),
  ...certificatesHandlers(context),
  ...practiceHandlers(context),
  ...platformsHandlers(context),
  ...connectionsHandlers(context),
  ...tendersHandlers(context),
  ...draftsHandlers(context),
  ...bidsHandlers(context),
  ...receiptsHandlers(context),
  ...recordsHandlers(context),
  ...definitionsHandlers(context),
})
