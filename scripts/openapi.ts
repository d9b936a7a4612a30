// `npm run openapi`: writes assets/openapi.json from the schemas and routes of interface/.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { OpenAPIHono, z } from '@hono/zod-openapi'
import { routes } from '../interface/routes.ts'
import { root } from './run.ts'

const binary = z.string().meta({ format: 'binary' })
const resumable = z.object({ 'tus-resumable': z.literal('1.0.0') })
const answer = (description: string, headers: z.ZodObject = resumable) => ({ description, headers })
const upload = z.object({ upload: z.string().regex(/^[0-9a-f]{32}$/) })

/** The resumable upload protocol tus 1.0 with creation, termination and expiration, at `/v1/uploads`. */
function registerUploads(app: OpenAPIHono): void {
  const common = { tags: ['upload'], security: [{ session: [] }] }
  const register = app.openAPIRegistry.registerPath.bind(app.openAPIRegistry)
  register({
    ...common, method: 'post', path: '/v1/uploads',
    request: {
      headers: z.object({ ...resumable.shape, 'upload-length': z.int().positive(), 'upload-metadata': z.string().optional() }),
    },
    responses: { 201: answer('Created', z.object({ ...resumable.shape, location: z.url(), 'upload-expires': z.string() })) },
  })
  register({
    ...common, method: 'head', path: '/v1/uploads/{upload}',
    request: { params: upload, headers: resumable },
    responses: { 200: answer('How much is written and flushed', z.object({ ...resumable.shape, 'upload-offset': z.int(), 'upload-length': z.int() })) },
  })
  register({
    ...common, method: 'patch', path: '/v1/uploads/{upload}',
    request: {
      params: upload,
      headers: z.object({ ...resumable.shape, 'upload-offset': z.int().nonnegative() }),
      body: { required: true, content: { 'application/offset+octet-stream': { schema: binary } } },
    },
    responses: { 204: answer('Written and flushed', z.object({ ...resumable.shape, 'upload-offset': z.int() })) },
  })
  register({
    ...common, method: 'delete', path: '/v1/uploads/{upload}',
    request: { params: upload, headers: resumable },
    responses: { 204: answer('Deleted') },
  })
}

/**
 * JSON Schema knows no flags of regular expressions, and the generator writes them behind the pattern: `u` is what JSON Schema assumes
 * anyhow, `i` is spelled out.
 */
function withoutFlags(pattern: string): string {
  const [, source, flags] = /^(.*)\/([a-z]+)$/su.exec(pattern) ?? []
  if (source === undefined || flags === undefined || !source.endsWith('$')) return pattern
  if (/[^iu]/.test(flags)) throw new TypeError(`flags ${flags} of a pattern cannot be published`)
  return flags.includes('i') ? source.replaceAll('a-z', 'A-Za-z') : source
}

/** The whole document as the text of the file. */
export function openApiText(): string {
  const app = new OpenAPIHono()
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', { type: 'http', scheme: 'bearer' })
  for (const route of Object.values(routes)) app.openAPIRegistry.registerPath(route)
  registerUploads(app)
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Unified standard interface of trading platforms', version: '1.0',
      description: 'Contract between any tendering tool and any trading platform: docs/interface.md, docs/formats.md.',
    },
  })
  const mended = (key: string, value: unknown): unknown => (key === 'pattern' && typeof value === 'string' ? withoutFlags(value) : value)
  return `${JSON.stringify(document, mended, 2)}\n`
}

if (import.meta.main) {
  const file = join(root, 'assets/openapi.json')
  writeFileSync(file, openApiText())
  process.stderr.write(`${file}\n`)
}
