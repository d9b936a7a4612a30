import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { drops } from '../../../browser-host/drops.ts'

describe('dropped files', () => {
  const id = 'a'.repeat(32)
  const put = (path: string, body = 'bytes', method = 'PUT'): Promise<Response | null> => drops.take(new Request(`app://client${path}`, { method, ...(method === 'GET' ? {} : { body }) }))

  it('become a private copy under their own name', async () => {
    expect((await put(`/.host/drop/${id}/${encodeURIComponent('附件 一.pdf')}`))?.status).toBe(204)
    expect(readFileSync(join(drops.folder, id, '附件 一.pdf'), 'utf8')).toBe('bytes')
  })

  it.each([`/.host/drop/${id}/..%2f..%2fx`, `/.host/drop/${id}/%2e%2e`, `/.host/drop/..%2fx/y`, `/.host/drop/${id}/a/b`, `/.host/drop/${id}/`])('never land elsewhere: %s', async (path) => {
    expect((await put(path))?.status).toBe(400)
  })

  it('are not read back, and other requests are none of theirs', async () => {
    expect((await put(`/.host/drop/${id}/x`, '', 'GET'))?.status).toBe(400)
    expect(await put('/sealed/x')).toBeNull()
  })
})
