import type { HttpBindings } from '@hono/node-server'
import type { Context, Hono, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { z } from 'zod'
import { Refusal } from '../../interface/errors.ts'
import type { Operation } from '../../interface/routes.ts'
import { routes } from '../../interface/routes.ts'
import type { Platform, Session } from '../context.ts'
import { authenticate } from '../sessions.ts'

export type App = Hono<{ Bindings: HttpBindings }>

type Route<O extends Operation> = (typeof routes)[O]
type Output<S> = S extends z.ZodType ? z.output<S> : undefined
type Part<O extends Operation, Name extends string> =
  Route<O> extends { request: infer R } ? (Name extends keyof R ? Output<R[Name]> : undefined) : undefined
type Body<O extends Operation> =
  Route<O> extends { request: { body: { content: { 'application/json': { schema: infer S } } } } } ? Output<S> : undefined
type SessionOf<O extends Operation> =
  Route<O> extends { security: readonly (infer S)[] } ? (S extends { session: unknown } ? Session : Session | undefined) : undefined

/** One request, checked against the schemas of its route. */
export interface Call<O extends Operation> {
  params: Part<O, 'params'>
  query: Part<O, 'query'>
  body: Body<O>
  session: SessionOf<O>
  /** Idempotency-Key; empty where the operation has none. */
  key: string
  /** When the request had arrived completely, by the platform's clock. */
  arrived: number
  context: Context<{ Bindings: HttpBindings }>
}

export type Handler<O extends Operation> = (call: Call<O>) => Response | Promise<Response>

const kibibyte = 1024
export const defaultBodyLimit = 256 * kibibyte

interface RouteShape {
  method: string
  security?: readonly object[]
  request?: { params?: z.ZodType, query?: z.ZodType, headers?: z.ZodType, body?: { content: Record<string, { schema?: unknown } | undefined> } }
  getRoutingPath(): string
}

/** Serves one operation of the interface: session, size, shape, then the handler. Everything fails closed, as a Refusal. */
export function serveOperation<O extends Operation>(app: App, platform: Platform, operation: O, handler: Handler<O>, limit = defaultBodyLimit): void {
  const route: RouteShape = routes[operation]
  app.on(route.method, route.getRoutingPath(), sizeLimit(limit), async (context) => {
    await platform.faults.delay()
    if (platform.faults.takeFailure(operation)) throw new Refusal('unknown-failure', 'a fault that was asked for')
    const session = sessionOf(platform, route, context.req.header('authorization'))
    const read = route.request ?? {}
    const headers = read.headers === undefined ? {} : parse(read.headers, context.req.header(), 'header')
    // The route's own schemas are what Call is derived from.
    const call = {
      params: read.params && parse(read.params, context.req.param(), 'path'),
      query: read.query && parse(read.query, context.req.query(), 'query'),
      body: await readBody(route, context),
      session, key: (headers as Record<string, string>)['idempotency-key'] ?? '',
      arrived: platform.clock.milliseconds(), context,
    } as Call<O>
    const response = await handler(call)
    if (platform.faults.takeSilence(operation)) context.env.incoming.socket.destroy()
    return response
  })
}

/**
 * A stated length is judged by the header alone: as long as nobody has touched the body, Node reads it to its end and the caller sees the
 * refusal instead of a broken connection. A body of unknown length is counted while it is read.
 */
function sizeLimit(limit: number): MiddlewareHandler<{ Bindings: HttpBindings }> {
  const tooLarge = (): never => { throw new Refusal('too-large', `the body is limited to ${limit} bytes`) }
  const counting = bodyLimit({ maxSize: limit, onError: tooLarge })
  return (context, next) => {
    const length = context.req.header('content-length')
    if (length === undefined) return counting(context, next)
    return Number(length) <= limit ? next() : tooLarge()
  }
}

function sessionOf(platform: Platform, { security }: RouteShape, authorization: string | undefined): Session | undefined {
  if (security === undefined) return undefined
  const isOptional = security.some((each) => Object.keys(each).length === 0)
  return isOptional && authorization === undefined ? undefined : authenticate(platform, authorization)
}

async function readBody(route: RouteShape, context: Context): Promise<unknown> {
  const schema = route.request?.body?.content['application/json']?.schema
  if (schema === undefined) return undefined
  if (!/^application\/json\b/i.test(context.req.header('content-type') ?? '')) throw new Refusal('bad-input', 'content-type must be application/json')
  let value: unknown
  try {
    value = await context.req.json()
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal('bad-input', 'the body is not JSON')
  }
  return parse(schema as z.ZodType, value, 'body')
}

function parse(schema: z.ZodType, value: unknown, where: string): unknown {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const items = result.error.issues.map((each) => `${where}: ${each.path.join('.')}: ${each.message}`)
  throw new Refusal('bad-input', items.slice(0, 5).join('; '), items)
}
