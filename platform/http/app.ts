import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { Refusal } from '../../interface/errors.ts'
import type { Platform } from '../context.ts'
import type { Conductor } from '../opening/conductor.ts'
import { asRefusal, problemResponse } from './problems.ts'
import type { App } from './operation.ts'
import { serveDiscovery } from './discovery.ts'
import { serveOpening } from './opening.ts'
import { serveSubmissions } from './submissions.ts'
import { serveTenders } from './tenders.ts'

/** All JSON operations. The uploads are not here: they need the bare Node request. */
export function createApp(platform: Platform, conductor: Conductor, certification: Buffer, report: (error: unknown) => void): App {
  const app: App = new Hono<{ Bindings: HttpBindings }>()
  app.use(cors({
    // A bearer token is no ambient authority: any client may call, none with cookies.
    origin: '*',
    allowMethods: ['GET', 'POST', 'PUT', 'OPTIONS'],
    allowHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'Range'],
    exposeHeaders: ['Content-Range', 'Accept-Ranges', 'ETag', 'Retry-After'],
    maxAge: 600,
  }))
  app.use(async (context, next) => {
    await next()
    context.res.headers.set('x-content-type-options', 'nosniff')
    if (!context.res.headers.has('cache-control')) context.res.headers.set('cache-control', 'no-store')
  })
  serveDiscovery(app, platform, conductor, certification)
  serveTenders(app, platform)
  serveSubmissions(app, platform, conductor)
  serveOpening(app, platform, conductor)
  app.notFound(() => problemResponse(new Refusal('bad-input', 'there is no such operation')))
  app.onError((error) => problemResponse(asRefusal(error, report)))
  return app
}
