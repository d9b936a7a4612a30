import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sha256 } from '../support/containers.ts'
import { beginning, nonce, setClock, TestClient } from '../support/platform.ts'
import type { TestPlatform } from '../support/platform.ts'
import { practiceFolder } from '../support/practice.ts'
import { Bidder, publishTender } from '../support/rehearsal.ts'
import { deadline } from '../support/tender.ts'

const kills = 15
const chunk = 300_000

/** A platform in its own process. */
class Victim {
  readonly practice: string
  readonly data = mkdtempSync(join(tmpdir(), 'sealbid-kill-'))
  origin = ''
  #child: ChildProcess | undefined

  constructor(practice: string) {
    this.practice = practice
  }

  async start(): Promise<void> {
    const port = this.origin === '' ? '0' : new URL(this.origin).port
    const script = join(import.meta.dirname, '../support/platform-process.ts')
    const child = spawn(process.execPath, [script, this.practice, this.data, port, beginning], { stdio: ['ignore', 'pipe', 'inherit'] })
    this.#child = child
    this.isAlive = true
    const [line] = (await once(child.stdout, 'data')) as [Buffer]
    this.origin = (JSON.parse(line.toString()) as { origin: string }).origin
  }

  isAlive = false

  async kill(): Promise<void> {
    if (!this.isAlive || this.#child === undefined) return
    this.isAlive = false
    const gone = once(this.#child, 'exit')
    this.#child.kill('SIGKILL')
    await gone
  }
}

/** A bidder that uploads and submits one bid after the other and remembers what was acknowledged. */
class Diligent {
  readonly bidder: Bidder
  readonly receipts: Buffer[] = []
  #number = 0
  #upload: { address: string, acknowledged: number } | undefined
  #request: { body: unknown, key: string } | undefined

  constructor(bidder: Bidder) {
    this.bidder = bidder
    this.#next()
  }

  #next(): void {
    this.#number += 1
    this.#upload = undefined
    this.#request = undefined
    const version = String(this.#number)
    this.bidder.seal({ ballast: 1_500_000, change: (bid) => ({ ...bid, tool: { name: 'test', version } }) })
  }

  /** One step; throws where the connection breaks. */
  async step(): Promise<void> {
    const { client, bid: { bytes } } = this.bidder
    this.#upload ??= { address: await client.createUpload(bytes.length, 'T-1'), acknowledged: 0 }
    if (this.#upload.acknowledged < bytes.length) {
      const { address, acknowledged } = this.#upload
      const answer = await client.patch(address, acknowledged, bytes.subarray(acknowledged, acknowledged + chunk))
      expect(answer.status).toBe(204)
      this.#upload.acknowledged = Number(answer.headers.get('upload-offset'))
      return
    }
    const type = this.receipts.length === 0 ? 'submit' : 'replace'
    this.#request ??= { body: { signed: await this.bidder.message(type), upload: this.#upload.address }, key: nonce() }
    const answer = await client.post(`${this.bidder.lotPath}/submissions`, this.#request.body, this.#request.key)
    expect(answer.status, answer.ok ? '' : await answer.clone().text()).toBe(201)
    this.receipts.push(Buffer.from(await answer.arrayBuffer()))
    this.#next()
  }

  /** After a crash: nothing acknowledged is gone, and nothing was accepted twice. */
  async check(data: string): Promise<void> {
    const { receipts } = await this.bidder.status()
    expect(receipts.slice(0, this.receipts.length).map((each) => each.digest)).toEqual(this.receipts.map((each) => sha256(each)))
    expect(receipts.length - this.receipts.length).toBeLessThanOrEqual(this.#request === undefined ? 0 : 1)
    for (const { bidDigest } of receipts) {
      const file = join(data, 'platform/bids', `${bidDigest}.ebid`)
      expect(sha256(readFileSync(file))).toBe(bidDigest)
    }
    if (this.#upload === undefined || receipts.length > this.receipts.length) return
    const { address, acknowledged } = this.#upload
    const offset = await this.bidder.client.offset(address)
    expect(offset).toBeGreaterThanOrEqual(acknowledged)
    const stored = readFileSync(join(data, 'platform/uploads', address.slice(address.lastIndexOf('/') + 1)))
    expect(this.bidder.bid.bytes.subarray(0, stored.length).equals(stored)).toBe(true)
    this.#upload.acknowledged = offset ?? 0
  }
}

/** Whether the platform answered; a TypeError is how `fetch` says that the connection broke. */
async function answered(work: Promise<void>): Promise<boolean> {
  try {
    await work
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

let victim: Victim
beforeAll(async () => {
  victim = new Victim(await practiceFolder())
  await victim.start()
})
afterAll(async () => {
  await victim.kill()
  rmSync(victim.data, { recursive: true, force: true })
})

describe('kill -9 of the platform', () => {
  it(`loses nothing acknowledged, ${kills} times in a row`, { timeout: 240_000 }, async () => {
    const platform = victim as unknown as TestPlatform
    const tender = await publishTender(platform)
    const diligent = new Diligent(new Bidder(platform, tender, await TestClient.loggedIn(platform, 'bidder-a')))
    for (let round = 0; round < kills; round += 1) {
      const death = wait(20 + Math.random() * 500).then(() => victim.kill())
      while (victim.isAlive) {
        const isDone = await answered(diligent.step())
        // Dead, or this was a pooled connection to the process before: then the client asks, it does not assume.
        if (!isDone && victim.isAlive) await answered(diligent.check(victim.data))
      }
      await death
      await victim.start()
      await diligent.check(victim.data)
    }
    while (diligent.receipts.length < 2) await diligent.step()
    const count = (await diligent.bidder.status()).receipts.length
    await setClock(victim.origin, { time: deadline })
    const { stages } = await diligent.bidder.state()
    expect(stages[0]).toMatchObject({ phase: 'releasing', expected: 1 })
    const last = diligent.receipts.at(-1)!
    const proof = (await (await diligent.bidder.client.get(`${diligent.bidder.lotPath}/closing/proofs/${sha256(last)}`)).json()) as { size: number }
    expect(proof.size).toBe(count)
    // What was replaced or never submitted is gone, what stands is there.
    expect(readdirSync(join(victim.data, 'platform/bids'))).toEqual([`${(await diligent.bidder.status()).bidDigest}.ebid`])
    expect(readdirSync(join(victim.data, 'platform/uploads'))).toEqual([])
  })
})
