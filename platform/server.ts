import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { Refusal } from '../interface/errors.ts'
import { Clock } from './clock.ts'
import type { Platform } from './context.ts'
import { certify, platformCode, platformName } from './descriptor.ts'
import { Faults } from './faults.ts'
import { createApp } from './http/app.ts'
import { createUploads, uploadPath } from './http/uploads.ts'
import { certificateHolder } from './judge/holder.ts'
import { Gate, Mutex } from './locks.ts'
import { Conductor } from './opening/conductor.ts'
import { readPractice } from './practice/folder.ts'
import type { Practice } from './practice/folder.ts'
import { Files } from './store/files.ts'
import { Records } from './store/records.ts'
import { recover } from './store/recover.ts'
import { signingIdentity } from './write/sign.ts'
import { timestampFrom } from './write/timestamp.ts'

export interface PlatformOptions {
  /** Practice folder, as `practice init` makes it. */
  practice: string
  /** The platform keeps everything below `<data>/platform/`. */
  data: string
  /** 0 takes a free one. */
  port?: number
  /** Starting time of the rehearsal clock, RFC 3339. */
  clock?: string
  host?: string
  /** Origin under which it is reached and certified, where that is not where it listens: behind a reverse proxy. */
  publicOrigin?: string
  /** Takes log lines; they hold neither secrets nor names of tenders. */
  log?: (line: string) => void
}

export interface RunningPlatform { origin: string, faults: Faults, close(): Promise<void> }

export const defaultPort = 8470

/** Starts the reference platform. What it has acknowledged before, by this folder, is there again. */
export async function startPlatform(options: PlatformOptions): Promise<RunningPlatform> {
  const { log = () => undefined, host = '127.0.0.1' } = options
  const report = (error: unknown): void => log(`defect: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  const start = readStart(options.clock)
  const practice = await readPractice(options.practice)
  const root = join(options.data, 'platform')
  await mkdir(root, { recursive: true, mode: 0o700 })
  const records = new Records(join(root, 'records.db'))
  const listening = await listen(host, options.port ?? defaultPort, log).catch((error: unknown) => {
    records.close()
    throw error
  })
  try {
    return await run(await assemble(practice, root, options.publicOrigin ?? listening.origin, records, start), listening, report)
  } catch (error) {
    await stop(listening.server)
    records.close()
    throw error
  }
}

async function run(platform: Platform, { server, origin, serve }: Listening, report: (error: unknown) => void): Promise<RunningPlatform> {
  await recover(platform)
  const { certifier } = platform.practice
  const conductor = new Conductor(platform, report)
  const certification = await certify(platform, signingIdentity(certifier.certificate.toString(), await readFile(certifier.keyFile, 'utf8')))
  // A refused body is read to its end by Node, so that the caller sees the refusal and not a broken connection.
  const json = getRequestListener(createApp(platform, conductor, certification, report).fetch, { autoCleanupIncoming: false })
  const uploads = createUploads(platform, report)
  await conductor.turn()
  serve((request, response) => {
    const isUpload = (request.url ?? '').startsWith(uploadPath)
    void (isUpload ? uploads.handle : json)(request, response)
  })
  const timers = [setInterval(() => void conductor.turn(), 1000), setInterval(() => void uploads.removeExpired(), 3_600_000)]
  const close = async (): Promise<void> => {
    for (const timer of timers) clearInterval(timer)
    await stop(server)
    await conductor.idle()
    platform.records.close()
  }
  return { origin, faults: platform.faults, close }
}

function readStart(clock: string | undefined): number | undefined {
  const start = clock === undefined ? undefined : Date.parse(clock)
  if (Number.isNaN(start)) throw new Refusal('bad-input', `clock ${clock ?? ''}`)
  return start
}

async function assemble(practice: Practice, root: string, origin: string, records: Records, start: number | undefined): Promise<Platform> {
  const files = new Files(root)
  await files.prepare()
  const clock = new Clock(records, start)
  const now = (): Date => clock.now()
  const trustFile = join(files.scratch, `trust-${randomBytes(8).toString('hex')}.pem`)
  await writeFile(trustFile, [...practice.trust.anchors, ...practice.trust.crls].join('\n'))
  const { signing } = practice.platform
  const identity = signingIdentity(signing.certificate.toString(), await readFile(signing.keyFile, 'utf8'))
  return {
    code: platformCode, name: platformName, origin, operator: certificateHolder(identity.certificate), practice, clock, records, files,
    judge: { trustFile, scratch: files.scratch, now },
    pen: { identity, now, timestamp: timestampFrom(practice.tsa, now) },
    faults: new Faults(), gate: new Gate(), mutex: new Mutex(),
  }
}

type Serve = (request: IncomingMessage, response: ServerResponse) => void
interface Listening { server: Server, origin: string, serve(handler: Serve): void }

/** Listens first, because the origin stands in what is signed; until everything is ready the answer is 503. */
async function listen(host: string, port: number, log: (line: string) => void): Promise<Listening> {
  let handler: Serve = (_request, response) => { response.writeHead(503, { 'retry-after': '1' }).end() }
  const server = createServer((request, response) => {
    const began = performance.now()
    response.on('close', () => log(`${request.method ?? ''} ${response.statusCode} ${Math.round(performance.now() - began)} ms`))
    handler(request, response)
  })
  // Longer than clients keep a connection: one that is closed while the next request is on its way looks like a platform that is gone.
  server.keepAliveTimeout = 75_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve())
  })
  const { port: bound } = server.address() as AddressInfo
  const origin = `http://${host.includes(':') ? `[${host}]` : host}:${bound}`
  return { server, origin, serve: (next) => { handler = next } }
}

const stop = (server: Server): Promise<void> => new Promise((resolve) => {
  server.close(() => resolve())
  server.closeAllConnections()
})
