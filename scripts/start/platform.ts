// The rehearsal platform as a process of its own: practice folder, data folder, port, clock. It ends when the one that started it is gone.
import { startPlatform } from '../../platform/server.ts'

const [practice = '', data = '', port = '0', clock = ''] = process.argv.slice(2)
const asked = new Promise<void>((resolve) => {
  process.once('disconnect', () => resolve())
  process.once('SIGTERM', () => resolve())
})
// Ctrl-C reaches every process of the terminal. The window ends first, and may still have something to say to the platform.
process.on('SIGINT', () => undefined)

try {
  const platform = await startPlatform({ practice, data, clock, port: Number(port), log: (line) => process.stderr.write(`${new Date().toISOString()} ${line}\n`) })
  process.send?.({ origin: platform.origin })
  await asked
  await platform.close()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack ?? error.message : String(error)}\n`)
  process.exitCode = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE' ? 3 : 1
}
if (process.connected) process.disconnect()
