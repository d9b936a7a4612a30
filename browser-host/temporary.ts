import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * The folder of this process for what must not outlive it: the browser's profile, copies of dropped files. Its name says whose it is, so that
 * the next start removes what a process left that was killed.
 */
let folder: string | null = null

const nameForm = /^sealbid-(\d+)-/

export function temporaryFolder(): string {
  if (folder === null) {
    const made = mkdtempSync(join(tmpdir(), `sealbid-${process.pid}-`))
    process.once('exit', () => rmSync(made, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 }))
    folder = made
  }
  return folder
}

/** Removes the folders of processes that are gone. What cannot be removed stays for another time. */
export async function sweepTemporary(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const owner = Number(nameForm.exec(name)?.[1] ?? process.pid)
    if (!isAlive(owner)) await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined)
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
