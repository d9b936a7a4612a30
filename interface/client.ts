import type { z } from 'zod'
import { isErrorCode, Refusal } from './errors.ts'
import * as schemas from './schemas/platform.ts'
import { bidHeader, innerLayers, openingState, recordSchema, type BidHeader, type InnerLayers, type OpeningRecord, type OpeningState } from './schemas/opening.ts'
import type { Message, Signed } from './schemas/messages.ts'
import { inclusionProof, type InclusionProof } from './schemas/receipt.ts'

/**
 * Client of the unified standard interface for one platform: the renderer and the command line both use it. It sends what was signed
 * elsewhere and judges the form of every answer, never its truth; that is main's.
 */

export interface ClientOptions {
  fetch?: typeof fetch
  signal?: AbortSignal
}

/** A platform that says nothing for so long is as good as gone: nobody is kept waiting for ever. Bodies may take longer. */
const answerMilliseconds = 60_000

/** Answers larger than this are streams (packages), not documents. */
const maxAnswerBytes = 64 * 1024 * 1024

/** The code of a problem (RFC 9457), or platform-answer where it is none of ours. */
async function refusalOf(response: Response): Promise<Refusal> {
  const problem = schemas.problemSchema.safeParse(await response.json().catch(() => null))
  if (!problem.success) return new Refusal('platform-answer', `status ${response.status}`)
  const { code, detail, title } = problem.data
  return isErrorCode(code) ? new Refusal(code, detail) : new Refusal('platform-answer', `${code}: ${detail ?? title}`)
}

export class PlatformClient {
  readonly origin: string
  readonly #options: ClientOptions
  #token: string | null = null

  /** `origin`: `http(s)://host[:port]`; plain HTTP to loopback only. Refusals: bad-input. */
  constructor(origin: string, options: ClientOptions = {}) {
    const url = URL.canParse(origin) ? new URL(origin) : null
    if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) throw new Refusal('bad-input', `not the address of a platform: ${origin}`)
    const loopback = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)
    if (url.protocol === 'http:' && !loopback) throw new Refusal('bad-input', `https is needed: ${origin}`)
    this.origin = url.origin
    this.#options = options
  }

  /** Bearer token of the session; lives in memory only. */
  get token(): string | null {
    return this.#token
  }

  async #request(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    if (this.#token !== null) headers.set('authorization', `Bearer ${this.#token}`)
    const silence = new AbortController()
    const timer = setTimeout(() => silence.abort(), answerMilliseconds)
    const signal = this.#options.signal === undefined ? silence.signal : AbortSignal.any([silence.signal, this.#options.signal])
    let response: Response
    try {
      response = await (this.#options.fetch ?? fetch)(new URL(path, this.origin), { ...init, headers, redirect: 'manual', signal })
    } catch (error) {
      if (this.#options.signal?.aborted === true) throw new Refusal('cancelled')
      const why = silence.signal.aborted ? `no answer for ${answerMilliseconds / 1000} s` : error instanceof Error ? causeOf(error) : ''
      throw new Refusal('platform-unreachable', `${this.origin}: ${why}`)
    } finally {
      clearTimeout(timer)
    }
    // A browser hides where a redirect leads and answers status 0.
    if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) throw new Refusal('platform-answer', `${path}: a redirect, which is not followed`)
    if (!response.ok) throw await refusalOf(response)
    return response
  }

  async #json<S extends z.ZodType>(schema: S, path: string, init?: RequestInit): Promise<z.infer<S>> {
    const bytes = await readBody(await this.#request(path, init))
    let json: unknown
    try {
      json = JSON.parse(new TextDecoder().decode(bytes))
    } catch {
      throw new Refusal('platform-answer', `${path}: not JSON`)
    }
    const result = schema.safeParse(json)
    if (!result.success) throw new Refusal('platform-answer', `${path}: ${result.error.issues[0]?.path.join('.') ?? ''} ${result.error.issues[0]?.message ?? ''}`)
    return result.data
  }

  #post<S extends z.ZodType>(schema: S, path: string, body: unknown, key?: string): Promise<z.infer<S>> {
    return this.#json(schema, path, jsonRequest('POST', body, key))
  }

  async #bytes(path: string, init?: RequestInit): Promise<Uint8Array<ArrayBuffer>> {
    return readBody(await this.#request(path, init))
  }

  descriptor = (): Promise<schemas.Descriptor> => this.#json(schemas.descriptorSchema, '/.well-known/tendering-platform')
  certification = (): Promise<Uint8Array> => this.#bytes('/v1/certification')
  clock = (): Promise<z.infer<typeof schemas.clockSchema>> => this.#json(schemas.clockSchema, '/v1/clock')

  challenge = (): Promise<z.infer<typeof schemas.challengeSchema>> => this.#post(schemas.challengeSchema, '/v1/sessions/challenge', {})

  async login(signed: Signed<Message>): Promise<void> {
    const session = await this.#post(schemas.sessionSchema, '/v1/sessions', signed)
    this.#token = session.token
  }

  tenders = (query = ''): Promise<z.infer<typeof schemas.tenderList>> => this.#json(schemas.tenderList, `/v1/tenders?query=${encodeURIComponent(query)}`)
  tender = (id: string): Promise<z.infer<typeof schemas.tenderDetail>> => this.#json(schemas.tenderDetail, `/v1/tenders/${encodeURIComponent(id)}`)

  /** A tender package as a stream; the caller checks its digest. */
  async package(id: string, digest: string): Promise<ReadableStream<Uint8Array>> {
    const response = await this.#request(`/v1/tenders/${encodeURIComponent(id)}/packages/${digest}`)
    if (response.body === null) throw new Refusal('platform-answer', 'no body')
    return response.body
  }

  publish = (signed: Signed<Message>, upload: string): Promise<Uint8Array> =>
    this.#bytes('/v1/tenders', jsonRequest('POST', { signed, upload }, signed.message.nonce))

  submit = (id: string, lot: string, signed: Signed<Message>, upload: string | null): Promise<Uint8Array> =>
    this.#bytes(`${lotPath(id, lot)}/submissions`, jsonRequest('POST', { signed, upload }, signed.message.nonce))

  own = (id: string, lot: string): Promise<schemas.SubmissionStatus> => this.#json(schemas.submissionStatus, `${lotPath(id, lot)}/submissions/own`)
  receipt = (id: string, lot: string, digest: string): Promise<Uint8Array> => this.#bytes(`${lotPath(id, lot)}/submissions/own/receipts/${digest}`)
  header = (id: string, lot: string): Promise<BidHeader> => this.#json(bidHeader, `${lotPath(id, lot)}/submissions/own/header`)

  closing = (id: string, lot: string): Promise<Uint8Array> => this.#bytes(`${lotPath(id, lot)}/closing`)
  proof = (id: string, lot: string, receipt: string): Promise<InclusionProof> => this.#json(inclusionProof, `${lotPath(id, lot)}/closing/proofs/${receipt}`)

  opening = (id: string, lot: string): Promise<OpeningState> => this.#json(openingState, `${lotPath(id, lot)}/opening`)
  signIn = (id: string, lot: string, signed: Signed<Message>): Promise<OpeningState> =>
    this.#post(openingState, `${lotPath(id, lot)}/opening/sign-ins`, signed, signed.message.nonce)
  release = (id: string, lot: string, signed: Signed<Message>): Promise<OpeningState> =>
    this.#post(openingState, `${lotPath(id, lot)}/opening/releases`, signed, signed.message.nonce)
  innerLayers = (id: string, lot: string, stage: string): Promise<InnerLayers> =>
    this.#json(innerLayers, `${lotPath(id, lot)}/opening/stages/${encodeURIComponent(stage)}/inner-layers`)
  tendererRelease = (id: string, lot: string, signed: Signed<Message>): Promise<OpeningState> =>
    this.#post(openingState, `${lotPath(id, lot)}/opening/tenderer-releases`, signed, signed.message.nonce)
  remedy = (id: string, lot: string, signed: Signed<Message>): Promise<OpeningState> =>
    this.#post(openingState, `${lotPath(id, lot)}/opening/remedies`, signed, signed.message.nonce)
  announcement = (id: string, lot: string): Promise<OpeningRecord> => this.#json(recordSchema, `${lotPath(id, lot)}/opening/announcement`)
  record = (id: string, lot: string): Promise<Uint8Array> => this.#bytes(`${lotPath(id, lot)}/opening/record`)

  async deliverRecord(id: string, lot: string, signed: Signed<Message>, container: string): Promise<void> {
    await this.#request(`${lotPath(id, lot)}/opening/record`, jsonRequest('PUT', { signed, container }, signed.message.nonce))
  }

  /** RFC 3161 over HTTP (3.4): the request's and the answer's DER. The authority's address comes from the certified descriptor. */
  timestamp = (authority: string, body: Uint8Array<ArrayBuffer>): Promise<Uint8Array> =>
    requestTimestampOver(this.#options.fetch ?? fetch, authority, body)

  /** Rehearsal clock; practice platforms only. */
  setClock = (body: { time: string } | { advanceSeconds: number }): Promise<z.infer<typeof schemas.clockSchema>> =>
    this.#post(schemas.clockSchema, '/practice/clock', body)
}

const lotPath = (id: string, lot: string): string => `/v1/tenders/${encodeURIComponent(id)}/lots/${encodeURIComponent(lot)}`

const causeOf = (error: Error): string => error.cause instanceof Error ? error.cause.message : error.message

function jsonRequest(method: string, body: unknown, idempotencyKey?: string): RequestInit {
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey
  return { method, headers, body: JSON.stringify(body) }
}

/** The whole body, up to a limit. Refusals: platform-answer, platform-unreachable. */
async function readBody(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.length
      if (size > maxAnswerBytes) throw new Refusal('platform-answer', 'an answer of too many bytes')
      chunks.push(chunk)
    }
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal('platform-unreachable', 'the answer broke off')
  }
  const whole = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}

/** Sends a timestamp request; used where there is no platform connection too. Refusal('timestamp-unavailable'). */
export async function requestTimestampOver(send: typeof fetch, authority: string, body: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  try {
    const response = await send(authority, {
      method: 'POST', headers: { 'content-type': 'application/timestamp-query' }, body, redirect: 'error',
    })
    if (!response.ok) throw new Refusal('timestamp-unavailable', `${authority}: status ${response.status}`)
    return await readBody(response)
  } catch (error) {
    throw error instanceof Refusal && error.code === 'timestamp-unavailable' ? error : new Refusal('timestamp-unavailable', authority)
  }
}
