// Runs a platform as a process of its own, so that a test can kill it: practice folder, data folder, port, clock.
import { startPlatform } from '../../platform/server.ts'

const [practice = '', data = '', port = '0', clock] = process.argv.slice(2)
const { origin, faults } = await startPlatform({
  practice, data, port: Number(port), ...(clock === undefined ? {} : { clock }), log: (line) => { if (line.startsWith('defect')) process.stderr.write(`${line}\n`) },
})
process.stdout.write(`${JSON.stringify({ origin })}\n`)

export interface Trouble { slow: number, dropAfter?: number }

// A test that has a channel makes trouble; what platform/faults.ts can do wrong is not reached over HTTP.
if (process.send !== undefined) {
  process.on('message', ({ slow, dropAfter }: Trouble) => {
    faults.slow(slow)
    if (dropAfter !== undefined) faults.dropAfter(dropAfter)
  })
}
