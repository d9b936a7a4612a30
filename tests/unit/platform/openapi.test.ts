import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { openApiText } from '../../../scripts/openapi.ts'

const root = join(import.meta.dirname, '../../..')
const text = readFileSync(join(root, 'assets/openapi.json'), 'utf8')
const document = JSON.parse(text) as { paths: Record<string, Record<string, { responses: Record<string, { content?: Record<string, { schema: object }> }> }>> }

describe('assets/openapi.json', () => {
  it('is what the schemas and routes say today (npm run openapi)', () => {
    expect(text === openApiText()).toBe(true)
  })

  it('has every operation that docs/interface.md lists', () => {
    const rows = readFileSync(join(root, 'docs/interface.md'), 'utf8').split('\n').filter((each) => /^\| [a-z' ,]+ \| (?:GET|POST|PUT) /.test(each))
    const listed = rows.map((each) => {
      const [, method, path] = /\| (GET|POST|PUT) `([^`?]+)/.exec(each)!
      return `${method!.toLowerCase()} ${path!.replace('…', '/v1/tenders/{id}/lots/{lot}')}`
    })
    const described = Object.entries(document.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`))
    expect(listed.length).toBeGreaterThan(20)
    expect(listed.filter((each) => !described.includes(each))).toEqual([])
  })

  it('has schemas that a validator compiles, and a clock that fits its own', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false })
    let compiled = 0
    for (const operation of Object.values(document.paths).flatMap((each) => Object.values(each))) {
      for (const { schema } of Object.values(operation.responses).flatMap((each) => Object.values(each.content ?? {}))) {
        ajv.compile(schema)
        compiled += 1
      }
    }
    expect(compiled).toBeGreaterThan(20)
    const clock = ajv.compile(document.paths['/v1/clock']!['get']!.responses['200']!.content!['application/json']!.schema)
    expect(clock({ time: '2026-03-02T01:00:00Z', rehearsal: true })).toBe(true)
    expect(clock({ time: '2026-03-02T01:00:00Z' })).toBe(false)
  })
})
