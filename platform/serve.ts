import type { PlatformOptions, RunningPlatform } from './server.ts'
import { startPlatform } from './server.ts'

/**
 * What `sealbid practice serve --dir D [--data DIR] [--port N] [--clock ISO]` runs. Without `data` everything stays in the practice folder; log
 * lines go to stderr.
 */
export function servePractice(options: { dir: string, data?: string, port?: number, clock?: string }): Promise<RunningPlatform> {
  const { dir, data = dir, ...rest } = options
  const given: PlatformOptions = { ...rest, practice: dir, data, log: (line) => process.stderr.write(`platform: ${line}\n`) }
  return startPlatform(given)
}
