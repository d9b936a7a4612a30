import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { readFileSync, writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ChildProcess } from 'node:child_process'
import { writeScans } from '../../../scripts/sample/scans.ts'
import { Party } from '../../support/party.ts'
import { testPlatform, type TestPlatform } from '../../support/platform.ts'
import { workplace, type Workplace } from '../../support/workplace.ts'

/** The program is killed in the middle of an upload. What the platform acknowledged is not sent again. */

const mebibyte = 1024 * 1024
const chunk = 8 * mebibyte
let place: Workplace
let platform: TestPlatform
let sealed: { digest: string, size: number }
/** What reached the platform, which runs in this process. */
const requests: { method: string, path: string, offset: number }[] = []
const note = (message: unknown): void => {
  const { method = '', url: path = '', headers } = (message as { request: IncomingMessage }).request
  requests.push({ method, path, offset: Number(headers['upload-offset']) })
}
const submit = (): string[] => ['submit', 'a.ebid', '--platform', platform.origin, '--out', 'a.receipt']

beforeAll(async () => {
  subscribe('http.server.request.start', note)
  place = await workplace()
  platform = await testPlatform('2026-12-05T02:00:00Z')
  const on = ['--platform', platform.origin]
  await place.done('agency', ['tender', 'build', '--definition', 'tender/tender.json', '--documents', 'tender/documents', ...on, '--out', 'tender.etender'])
  await place.done('agency', ['tender', 'publish', 'tender.etender', ...on])
  await writeScans(place.at('bidder-a/scans.pdf'), 38 * mebibyte, 7)
  const response = JSON.parse(readFileSync(place.at('bidder-a/response.json'), 'utf8')) as { sections: Record<string, unknown> }
  response.sections['drawing-scans'] = { file: 'scans.pdf' }
  writeFileSync(place.at('bidder-a/response.json'), JSON.stringify(response))
  sealed = await place.done('bidder-a', ['bid', 'seal', '--tender', 'tender.etender', '--response', 'bidder-a', '--out', 'a.ebid']) as unknown as typeof sealed
})
afterAll(async () => {
  unsubscribe('http.server.request.start', note)
  await platform.end()
  place.remove()
})

/** What the platform has of the upload that the workspace remembers: an acknowledged offset, or null before there is one. */
async function acknowledged(watcher: Party): Promise<number | null> {
  const address = await watcher.side.uploads.load(sealed.digest)
  if (address === null) return null
  const answer = await fetch(address, { method: 'HEAD', headers: { authorization: `Bearer ${watcher.client.token}`, 'tus-resumable': '1.0.0' } })
  return answer.ok ? Number(answer.headers.get('upload-offset')) : null
}

async function killAfter(child: ChildProcess, watcher: Party, bytes: number): Promise<void> {
  while (child.exitCode === null && (await acknowledged(watcher) ?? 0) < bytes) await wait(20)
  child.kill('SIGKILL')
}

describe('kill -9 during the upload', () => {
  test('the second submit sends the rest and gets one receipt', async () => {
    const watcher = await Party.at(platform, 'bidder-a', { folder: place.at('workspaces/bidder-a') })
    platform.faults.slow(250)
    let killed: Promise<void> | undefined
    const first = await place.as('bidder-a', submit(), { onStart: (child) => { killed = killAfter(child, watcher, 2 * chunk) } })
    await killed
    expect(first.code).toBeNull()
    expect(first.stdout).toBe('')
    platform.faults.slow(0)
    const before = await acknowledged(watcher)
    const address = await watcher.side.uploads.load(sealed.digest)
    expect(before).toBeGreaterThanOrEqual(2 * chunk)
    expect(before).toBeLessThan(sealed.size)
    expect(await watcher.client.own('SZWY2026-SG-0187', '1')).toMatchObject({ state: 'none', receipts: [] })

    const sent = requests.length
    const answer = await place.done('bidder-a', submit())
    const uploads = requests.slice(sent).filter((each) => each.path.startsWith('/v1/uploads'))
    const patches = uploads.filter((each) => each.method === 'PATCH')
    expect(uploads.filter((each) => each.method === 'POST')).toEqual([])
    expect(patches.map((each) => each.offset)).toEqual(Array.from({ length: Math.ceil((sealed.size - before!) / chunk) }, (_, index) => before! + index * chunk))
    expect(patches.every((each) => address?.endsWith(each.path))).toBe(true)

    const own = await watcher.client.own('SZWY2026-SG-0187', '1')
    expect(own).toMatchObject({ state: 'submitted', bidDigest: sealed.digest, receipts: [{ type: 'submit', digest: answer.receiptDigest }] })
    expect(await watcher.side.uploads.load(sealed.digest)).toBeNull()
    await watcher.end()
  })
})
