import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canonical } from '../../interface/canonical.ts'
import type { Problem } from '../../interface/schemas/platform.ts'
import type { IdentityName } from '../../platform/practice/identities.ts'
import { identities } from '../../platform/practice/identities.ts'
import type { RunningPlatform } from '../../platform/server.ts'
import { startPlatform } from '../../platform/server.ts'
import { sha256, signQuickly } from './containers.ts'
import { practiceFolder } from './practice.ts'

/** The rehearsal begins here, whatever the machine's clock says. */
export const beginning = '2026-03-02T01:00:00Z'

export interface TestPlatform extends RunningPlatform {
  practice: string
  data: string
  /** Stops, and starts again on the same folder and port. */
  restart(): Promise<void>
  /** Stops and deletes the folder. */
  end(): Promise<void>
}

/** A platform of its own in a temporary folder. */
export async function testPlatform(clock = beginning): Promise<TestPlatform> {
  const practice = await practiceFolder()
  const data = await mkdtemp(join(tmpdir(), 'sealbid-platform-'))
  let running = await startPlatform({ practice, data, port: 0, clock })
  const port = Number(new URL(running.origin).port)
  return {
    practice, data, origin: running.origin,
    get faults() { return running.faults },
    close: () => running.close(),
    restart: async () => {
      await running.close()
      running = await startPlatform({ practice, data, port })
    },
    end: async () => {
      await running.close()
      await rm(data, { recursive: true, force: true })
    },
  }
}

export const partyOf = (name: IdentityName): { id: string, name: string } => {
  const { id, organisation } = identities.find((each) => each.name === name)!
  return { id, name: organisation }
}

/** What a test expects of an answer: `expectCode` tells the refusal's code, or `ok`. */
export const codeOf = async (answer: Response): Promise<string> =>
  (answer.ok ? 'ok' : ((await answer.json()) as Problem).code)

export const nonce = (): string => randomBytes(16).toString('base64url')

/** One party that talks to a platform, as any client would: fetch, openssl, nothing of ours. */
export class TestClient {
  readonly origin: string
  readonly practice: string
  readonly name: IdentityName
  #token = ''

  constructor(platform: { origin: string, practice: string }, name: IdentityName) {
    this.origin = platform.origin
    this.practice = platform.practice
    this.name = name
  }

  static async loggedIn(platform: { origin: string, practice: string }, name: IdentityName): Promise<TestClient> {
    const client = new TestClient(platform, name)
    await client.logIn()
    return client
  }

  /** Platform time. */
  async now(): Promise<string> {
    return ((await (await fetch(`${this.origin}/v1/clock`)).json()) as { time: string }).time
  }

  /** `{message, signature}` with code, origin, nonce and time filled in; `by` is a name of the practice folder. */
  async signed(message: object, by: string = this.name): Promise<{ message: Record<string, unknown>, signature: string }> {
    const whole = { platform: 'JS-PRACTICE-01', origin: this.origin, nonce: nonce(), time: await this.now(), ...message }
    return { message: whole, signature: signQuickly(this.practice, by, canonical(whole)).toString('base64') }
  }

  async logIn(): Promise<Response> {
    const challenge = (await (await fetch(`${this.origin}/v1/sessions/challenge`, { method: 'POST' })).json()) as { nonce: string }
    const answer = await this.post('/v1/sessions', await this.signed({ type: 'login', nonce: challenge.nonce }))
    if (answer.ok) this.#token = ((await answer.clone().json()) as { token: string }).token
    return answer
  }

  get headers(): Record<string, string> {
    return this.#token === '' ? {} : { authorization: `Bearer ${this.#token}` }
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.origin}${path}`, { headers: { ...this.headers, ...headers } })
  }

  post(path: string, body: unknown, key: string = nonce(), method = 'POST'): Promise<Response> {
    const headers = { ...this.headers, 'content-type': 'application/json', 'idempotency-key': key }
    return fetch(`${this.origin}${path}`, { method, headers, body: JSON.stringify(body) })
  }

  async createUpload(size: number, tender?: string): Promise<string> {
    const metadata = tender === undefined ? {} : { 'upload-metadata': `tender ${Buffer.from(tender).toString('base64')}` }
    const answer = await fetch(`${this.origin}/v1/uploads`, {
      method: 'POST', headers: { ...this.headers, 'tus-resumable': '1.0.0', 'upload-length': String(size), ...metadata },
    })
    if (answer.status !== 201) throw new Error(`${answer.status}: ${await answer.text()}`)
    return answer.headers.get('location')!
  }

  patch(upload: string, offset: number, bytes: Uint8Array): Promise<Response> {
    return fetch(upload, {
      method: 'PATCH', body: new Uint8Array(bytes),
      headers: { ...this.headers, 'tus-resumable': '1.0.0', 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
    })
  }

  /** Acknowledged offset; null where the upload is not there. */
  async offset(upload: string): Promise<number | null> {
    const answer = await fetch(upload, { method: 'HEAD', headers: { ...this.headers, 'tus-resumable': '1.0.0' } })
    return answer.ok ? Number(answer.headers.get('upload-offset')) : null
  }

  /** Uploads all bytes; answers the upload's address. */
  async upload(bytes: Uint8Array, tender?: string): Promise<string> {
    const upload = await this.createUpload(bytes.length, tender)
    const answer = await this.patch(upload, 0, bytes)
    if (answer.status !== 204) throw new Error(`${answer.status}: ${await answer.text()}`)
    return upload
  }

  async publish(tender: string, bytes: Buffer, key?: string): Promise<Response> {
    const signed = await this.signed({ type: 'publish', tender, tenderDigest: sha256(bytes), size: bytes.length })
    return this.post('/v1/tenders', { signed, upload: await this.upload(bytes) }, key)
  }
}

/** Puts the rehearsal clock forward. */
export async function setClock(origin: string, setting: { time: string } | { advanceSeconds: number }): Promise<Response> {
  return fetch(`${origin}/practice/clock`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(setting) })
}
