import { spawn } from 'node:child_process'

const openers: Partial<Record<NodeJS.Platform, [string, ...string[]]>> = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }

export const shell = {
  /** Opens a file in the program that the system has for it; answers why it could not, or an empty text. */
  openPath(path: string): Promise<string> {
    const [program, ...args] = openers[process.platform] ?? ['xdg-open']
    return new Promise((resolve) => {
      const child = spawn(program, [...args, path], { stdio: 'ignore', detached: true })
      child.once('error', (error) => resolve(error.message))
      child.once('spawn', () => {
        child.unref()
        resolve('')
      })
    })
  },
}
