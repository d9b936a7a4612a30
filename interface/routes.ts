import { createRoute, z } from '@hono/zod-openapi'
import { base64, digest, identifier } from './schemas/common.ts'
import * as messages from './schemas/messages.ts'
import { bidHeader, innerLayers, openingState, recordSchema } from './schemas/opening.ts'
import * as platform from './schemas/platform.ts'
import { inclusionProof } from './schemas/receipt.ts'

/**
 * Every operation of the unified standard interface but the tus uploads (docs/interface.md). One list: the reference platform serves it,
 * `assets/openapi.json` is generated from it, a client may derive its types from it.
 */

export const containerType = 'application/vnd.etsi.asic-e+zip'
export const problemType = 'application/problem+json'

/** `type` of a problem (RFC 9457) is this and the code of docs/errors.md. */
export const problemBase = 'https://sealbid.example/problems/'

/** An upload is named by the address that the tus creation answered, or by its last part. */
export const uploadReference = z.string().max(400).regex(/^(?:\S*\/)?[0-9a-f]{32}$/)

const tenderPath = z.object({ id: identifier })
const lotPath = z.object({ id: identifier, lot: identifier })
const stagePath = z.object({ id: identifier, lot: identifier, stage: identifier })
const idempotency = z.object({ 'idempotency-key': z.string().regex(/^[\x21-\x7e]{16,200}$/) })

const json = <S extends z.ZodType>(schema: S, description: string) => ({ description, content: { 'application/json': { schema } } })
const binary = (type: string, description: string) => ({ description, content: { [type]: { schema: z.string().meta({ format: 'binary' }) } } })
const problem = { description: 'Refused, with a code of docs/errors.md', content: { [problemType]: { schema: platform.problemSchema } } }
const body = <S extends z.ZodType>(schema: S) => ({ required: true, content: { 'application/json': { schema } } })
const session = [{ session: [] }]

export const publication = z.strictObject({ signed: messages.signed(messages.publishMessage), upload: uploadReference })
export const submission = z.strictObject({ signed: messages.signed(messages.submissionMessage), upload: uploadReference.nullable() })
export const recordDelivery = z.strictObject({ signed: messages.signed(messages.recordMessage), container: base64(32 * 1024 * 1024) })
export const clockSetting = z.union([
  z.strictObject({ time: z.iso.datetime({ offset: true }) }),
  z.strictObject({ advanceSeconds: z.number().nonnegative().max(10 * 366 * 86_400) }),
])

const discovery = {
  descriptor: createRoute({
    method: 'get', path: '/.well-known/tendering-platform', tags: ['discovery'],
    responses: { 200: json(platform.descriptorSchema, 'Who this platform is'), default: problem },
  }),
  certification: createRoute({
    method: 'get', path: '/v1/certification', tags: ['discovery'],
    responses: { 200: binary(containerType, 'Certification statement for this origin'), default: problem },
  }),
  clock: createRoute({
    method: 'get', path: '/v1/clock', tags: ['discovery'],
    responses: { 200: json(platform.clockSchema, 'The clock that deadlines are judged by'), default: problem },
  }),
}

const sessions = {
  challenge: createRoute({
    method: 'post', path: '/v1/sessions/challenge', tags: ['session'],
    responses: { 200: json(platform.challengeSchema, 'A nonce for one login'), default: problem },
  }),
  login: createRoute({
    method: 'post', path: '/v1/sessions', tags: ['session'],
    request: { body: body(messages.signed(messages.loginMessage)) },
    responses: { 200: json(platform.sessionSchema, 'A short-lived bearer token'), default: problem },
  }),
}

const tenders = {
  tenders: createRoute({
    method: 'get', path: '/v1/tenders', tags: ['tenders'],
    request: { query: z.object({ query: z.string().max(200).optional(), cursor: z.string().max(400).optional() }) },
    responses: { 200: json(platform.tenderList, 'Tenders in force, newest first'), default: problem },
  }),
  tender: createRoute({
    method: 'get', path: '/v1/tenders/{id}', tags: ['tenders'],
    request: { params: tenderPath },
    responses: { 200: json(platform.tenderDetail, 'One tender with all its versions'), default: problem },
  }),
  package: createRoute({
    method: 'get', path: '/v1/tenders/{id}/packages/{digest}', tags: ['tenders'],
    request: { params: z.object({ id: identifier, digest }) },
    responses: {
      200: binary(containerType, 'Tender package; range requests are answered'),
      206: binary(containerType, 'The range that was asked for'),
      416: { description: 'The range lies outside the package' },
      default: problem,
    },
  }),
  publish: createRoute({
    method: 'post', path: '/v1/tenders', tags: ['tenders'], security: session,
    request: { headers: idempotency, body: body(publication) },
    responses: { 201: binary(containerType, 'Receipt of the publication'), default: problem },
  }),
}

const own = '/v1/tenders/{id}/lots/{lot}/submissions/own'
const submissions = {
  submit: createRoute({
    method: 'post', path: '/v1/tenders/{id}/lots/{lot}/submissions', tags: ['submission'], security: session,
    request: { params: lotPath, headers: idempotency, body: body(submission) },
    responses: { 201: binary(containerType, 'Receipt'), default: problem },
  }),
  own: createRoute({
    method: 'get', path: own, tags: ['submission'], security: session,
    request: { params: lotPath },
    responses: { 200: json(platform.submissionStatus, 'Own submission'), default: problem },
  }),
  receipt: createRoute({
    method: 'get', path: `${own}/receipts/{digest}`, tags: ['submission'], security: session,
    request: { params: z.object({ id: identifier, lot: identifier, digest }) },
    responses: { 200: binary(containerType, 'Own receipt'), default: problem },
  }),
  header: createRoute({
    method: 'get', path: `${own}/header`, tags: ['submission'], security: session,
    request: { params: lotPath },
    responses: { 200: json(bidHeader, 'Public parts of the own bid file'), default: problem },
  }),
}

const closing = {
  closing: createRoute({
    method: 'get', path: '/v1/tenders/{id}/lots/{lot}/closing', tags: ['closing'],
    request: { params: lotPath },
    responses: { 200: binary(containerType, 'Closing statement'), default: problem },
  }),
  proof: createRoute({
    method: 'get', path: '/v1/tenders/{id}/lots/{lot}/closing/proofs/{receipt}', tags: ['closing'],
    request: { params: z.object({ id: identifier, lot: identifier, receipt: digest }) },
    responses: { 200: json(inclusionProof, 'Proof that the receipt stands in the log (RFC 9162)'), default: problem },
  }),
}

const openingPath = '/v1/tenders/{id}/lots/{lot}/opening'
const stateAnswer = { 200: json(openingState, 'State of the opening'), default: problem }
const opening = {
  opening: createRoute({
    method: 'get', path: openingPath, tags: ['opening'], security: [{}, ...session],
    request: { params: lotPath },
    responses: stateAnswer,
  }),
  signIn: createRoute({
    method: 'post', path: `${openingPath}/sign-ins`, tags: ['opening'], security: session,
    request: { params: lotPath, body: body(messages.signed(messages.signInMessage)) },
    responses: stateAnswer,
  }),
  release: createRoute({
    method: 'post', path: `${openingPath}/releases`, tags: ['opening'], security: session,
    request: { params: lotPath, headers: idempotency, body: body(messages.signed(messages.releaseMessage)) },
    responses: stateAnswer,
  }),
  innerLayers: createRoute({
    method: 'get', path: `${openingPath}/stages/{stage}/inner-layers`, tags: ['opening'], security: session,
    request: { params: stagePath },
    responses: { 200: json(innerLayers, 'Inner key envelopes, for the tenderer'), default: problem },
  }),
  tendererRelease: createRoute({
    method: 'post', path: `${openingPath}/tenderer-releases`, tags: ['opening'], security: session,
    request: { params: lotPath, headers: idempotency, body: body(messages.signed(messages.tendererMessage)) },
    responses: stateAnswer,
  }),
  remedy: createRoute({
    method: 'post', path: `${openingPath}/remedies`, tags: ['opening'], security: session,
    request: { params: lotPath, headers: idempotency, body: body(messages.signed(messages.remedyMessage)) },
    responses: stateAnswer,
  }),
  announcement: createRoute({
    method: 'get', path: `${openingPath}/announcement`, tags: ['opening'],
    request: { params: lotPath },
    responses: { 200: json(recordSchema, 'What was announced, unsigned'), default: problem },
  }),
  putRecord: createRoute({
    method: 'put', path: `${openingPath}/record`, tags: ['opening'], security: session,
    request: { params: lotPath, headers: idempotency, body: body(recordDelivery) },
    responses: { 201: { description: 'The record stands' }, default: problem },
  }),
  record: createRoute({
    method: 'get', path: `${openingPath}/record`, tags: ['opening'],
    request: { params: lotPath },
    responses: { 200: binary(containerType, 'Signed opening record'), default: problem },
  }),
}

const practice = {
  timestamp: createRoute({
    method: 'post', path: '/practice/timestamp', tags: ['practice'],
    request: { body: { required: true, ...binary('application/timestamp-query', 'TimeStampReq (RFC 3161)') } },
    responses: { 200: binary('application/timestamp-reply', 'TimeStampResp'), default: problem },
  }),
  setClock: createRoute({
    method: 'post', path: '/practice/clock', tags: ['practice'],
    request: { body: body(clockSetting) },
    responses: { 200: json(platform.clockSchema, 'The clock after the change; it is never set back'), default: problem },
  }),
}

export const routes = { ...discovery, ...sessions, ...tenders, ...submissions, ...closing, ...opening, ...practice }
export type Operation = keyof typeof routes
