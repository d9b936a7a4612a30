import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findChromium } from '../../browser-host/chromium.ts'
import { root } from '../run.ts'

/** In what the window runs: Electron where its binary is, else a Chromium of this machine. */
export interface Host { kind: 'electron' | 'browser', program: string, args: string[] }

/** Set, and not to "no". */
export const isSet = (value: string | undefined): boolean => !['', '0', 'false', undefined].includes(value)

/** Whether a window can be shown, or need not be. Only Linux can be without a display. */
export const canShow = (env: NodeJS.ProcessEnv, system: NodeJS.Platform = process.platform): boolean =>
  system !== 'linux' || isSet(env.SEALBID_HEADLESS) || isSet(env.CI) || isSet(env.DISPLAY) || isSet(env.WAYLAND_DISPLAY)

/**
 * Electron's binary where it has been downloaded: its package holds `path.txt` and `dist/` then. The package itself is never loaded, since
 * that would start the download.
 */
export function electronProgram(folder = join(root, 'node_modules', 'electron')): string | undefined {
  const named = join(folder, 'path.txt')
  if (!existsSync(named)) return undefined
  const program = join(folder, 'dist', readFileSync(named, 'utf8').trim())
  return existsSync(program) ? program : undefined
}

/** Undefined where there is neither. */
export function chooseHost(electron = electronProgram(), chromium: string | null = findChromium()): Host | undefined {
  // Chromium's own sandbox needs an ordinary user; Electron says so and ends.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  if (electron !== undefined) return { kind: 'electron', program: electron, args: [...asRoot, root] }
  return chromium === null ? undefined : { kind: 'browser', program: process.execPath, args: [join(root, 'browser-host/start.ts')] }
}
