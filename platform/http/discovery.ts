import { Refusal } from '../../interface/errors.ts'
import { timeText } from '../clock.ts'
import type { Platform } from '../context.ts'
import { descriptorOf } from '../descriptor.ts'
import type { Conductor } from '../opening/conductor.ts'
import { respondTimestamp } from '../practice/timestamp.ts'
import { challenge, logIn } from '../sessions.ts'
import { containerResponse } from './response.ts'
import type { App } from './operation.ts'
import { serveOperation } from './operation.ts'
import { RateLimit } from './rate-limit.ts'

/** Longest time that setting the clock waits for bids that are being opened. */
const patience = 20_000

/** Discovery, sessions, and what exists for practice only. */
export function serveDiscovery(app: App, platform: Platform, conductor: Conductor, certification: Buffer): void {
  const clock = () => ({ time: timeText(platform.clock.milliseconds()), rehearsal: true })
  const logins = new RateLimit(200, 20)
  serveOperation(app, platform, 'descriptor', ({ context }) => context.json(descriptorOf(platform)))
  serveOperation(app, platform, 'certification', () => containerResponse(certification))
  serveOperation(app, platform, 'clock', ({ context }) => context.json(clock()))
  serveOperation(app, platform, 'challenge', ({ context }) => {
    logins.take(context.env.incoming.socket.remoteAddress ?? '')
    return context.json(challenge(platform))
  })
  serveOperation(app, platform, 'login', async ({ context, body }) => context.json(await logIn(platform, body)))
  serveOperation(app, platform, 'timestamp', async ({ context }) => {
    if (!/^application\/timestamp-query\b/i.test(context.req.header('content-type') ?? '')) throw new Refusal('bad-input', 'content-type')
    const request = new Uint8Array(await context.req.arrayBuffer())
    const response = await respondTimestamp(request, platform.practice.tsa, platform.clock.now())
    return new Response(response, { headers: { 'content-type': 'application/timestamp-reply' } })
  }, 16 * 1024)
  serveOperation(app, platform, 'setClock', async ({ context, body }) => {
    const time = 'time' in body ? Date.parse(body.time) : platform.clock.milliseconds() + body.advanceSeconds * 1000
    platform.clock.set(time)
    await conductor.settle(patience)
    return context.json(clock())
  })
}
