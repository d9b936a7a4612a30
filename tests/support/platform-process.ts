// Runs a platform as a process of its own, so that a test can kill it: practice folder, data folder, port, clock.
import { startPlatform } from '../../platform/server.ts'

const [practice = '', data = '', port = '0', clock] = process.argv.slice(2)
const { origin } = await startPlatform({
  practice, data, port: Number(port), ...(clock === undefined ? {} : { clock }), log: (line) => { if (line.startsWith('defect')) process.stderr.write(`${line}\n`) },
})
process.stdout.write(`${JSON.stringify({ origin })}\n`)
