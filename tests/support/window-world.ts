import { spawn, type ChildProcess } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Page } from 'playwright-core'
import { identities, type IdentityName } from '../../platform/practice/identities.ts'
import { writeScans } from '../../scripts/sample/scans.ts'
import { jsonOf, runCli } from './cli.ts'
import { password, practiceFolder } from './practice.ts'
import type { Trouble } from './platform-process.ts'
import { openProgram, type Program } from './window.ts'

/** A rehearsal with a real platform as a process of its own, and parties that have a workspace each and nothing but the window. */

/** All passwords stay where they belong: a story ends with a look at everything that a window has shown, said or written. */
export interface Desk {
  readonly name: IdentityName
  readonly organisation: string
  readonly password: string
  readonly p12: string
  /** The running program; another one after a kill. */
  readonly program: Program
  readonly page: Page
  /** What the page complained about, in all runs. */
  readonly complaints: string[]
  open(args?: readonly string[]): Promise<Program>
  kill(): Promise<void>
  close(): Promise<void>
}

const portOf = (origin: string): string => new URL(origin).port

export class World {
  readonly folder = mkdtempSync(join(tmpdir(), 'sealbid-window-'))
  readonly practice: string
  readonly desks: WindowDesk[] = []
  origin = ''
  #platform: ChildProcess | null = null

  private constructor(practice: string) {
    this.practice = practice
    for (const name of ['saved', 'platform']) mkdirSync(join(this.folder, name))
    cpSync(join(import.meta.dirname, '../../assets/sample'), join(this.folder, 'files'), { recursive: true })
  }

  static async begin(): Promise<World> {
    return new World(await practiceFolder())
  }

  get trust(): string {
    return join(this.practice, 'trust.json')
  }

  file(...names: string[]): string {
    return join(this.folder, 'files', ...names)
  }

  saved(name: string): string {
    return join(this.folder, 'saved', name)
  }

  /** Scans of a size, for an upload that takes its time. */
  async scans(name: string, bytes: number): Promise<string> {
    await writeScans(this.file(name), bytes, 7)
    return this.file(name)
  }

  /** Starts the platform; a second time on the same port with what it had. */
  async startPlatform(clock?: string): Promise<void> {
    const args = [this.practice, join(this.folder, 'platform'), this.origin === '' ? '0' : portOf(this.origin), ...(clock === undefined ? [] : [clock])]
    const child = spawn(process.execPath, [join(import.meta.dirname, 'platform-process.ts'), ...args], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
    this.#platform = child
    const [line] = await Promise.race([once(child.stdout as Readable, 'data'), once(child, 'exit').then(() => { throw new Error('the platform did not start') })]) as [Buffer]
    this.origin = (JSON.parse(line.toString()) as { origin: string }).origin
  }

  /** The next upload breaks after so many bytes, and the platform takes two seconds for every request until `recover`. */
  breakUpload(bytes: number): void {
    this.#trouble({ slow: 2_000, dropAfter: bytes })
  }

  recover(): void {
    this.#trouble({ slow: 0 })
  }

  #trouble(trouble: Trouble): void {
    this.#platform?.send(trouble)
  }

  /** Bytes of the largest upload that is under way on the platform's disk. */
  uploaded(): number {
    const folder = join(this.folder, 'platform')
    return Math.max(0, ...readdirSync(folder, { recursive: true }).map(String).filter((name) => /uploads\W[0-9a-f]{32}$/.test(name)).map((name) => statSync(join(folder, name)).size))
  }

  async stopPlatform(): Promise<void> {
    const child = this.#platform
    this.#platform = null
    if (child === null || child.exitCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }

  desk(name: IdentityName): Desk {
    const desk = new WindowDesk(this, name)
    this.desks.push(desk)
    return desk
  }

  /** The sample tender for this platform, published by the command line: for stories in which the agency's part is not the point. Answers the package. */
  async publishSample(): Promise<string> {
    const definition = JSON.parse(readFileSync(this.file('tender', 'tender.json'), 'utf8')) as { sealing: { openingCertificates: { path: string }[] } }
    for (const each of definition.sealing.openingCertificates) each.path = join(this.practice, basename(each.path))
    writeFileSync(this.file('tender', 'tender.json'), JSON.stringify(definition))
    const [out, receipt] = [this.saved('tender.etender'), this.saved('tender.receipt')]
    const common = ['--key', join(this.practice, 'agency.p12'), '--platform', this.origin]
    await this.#agency('tender', 'build', '--definition', this.file('tender', 'tender.json'), '--documents', this.file('tender', 'documents'), ...common,
      '--timestamp', `${this.origin}/practice/timestamp`, '--out', out)
    await this.#agency('tender', 'publish', out, ...common, '--out', receipt)
    return out
  }

  async #agency(...args: string[]): Promise<void> {
    const env = { SEALBID_TRUST: this.trust, SEALBID_WORKSPACE: join(this.folder, 'agency'), SEALBID_PASSWORD: password(this.practice, 'agency') }
    const { code, stderr } = await runCli(args, { env, cwd: this.folder })
    if (code !== 0) throw new Error(`${args.join(' ')}: ${stderr}`)
  }

  /** `sealbid verify` of a file that a window saved, as anybody would run it elsewhere. */
  async verify(file: string): Promise<Record<string, unknown>> {
    return jsonOf(await runCli(['verify', file, '--json'], { env: { SEALBID_TRUST: this.trust, SEALBID_WORKSPACE: join(this.folder, 'elsewhere') } }))
  }

  /** A picture of every window that is open, for whoever looks into a failure. */
  async photograph(name: string): Promise<void> {
    const folder = join(tmpdir(), 'sealbid-failed')
    mkdirSync(folder, { recursive: true })
    for (const desk of this.desks) await desk.photograph(join(folder, `${name.replaceAll(/\W+/g, '-')}-${desk.name}`))
  }

  async end(): Promise<void> {
    await Promise.all(this.desks.map((desk) => desk.kill()))
    await this.stopPlatform()
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

class WindowDesk implements Desk {
  readonly name: IdentityName
  readonly organisation: string
  readonly password: string
  readonly p12: string
  readonly complaints: string[] = []
  readonly #world: World
  #program: Program | null = null

  constructor(world: World, name: IdentityName) {
    this.#world = world
    this.name = name
    this.organisation = identities.find((each) => each.name === name)!.organisation
    this.password = password(world.practice, name)
    this.p12 = join(world.practice, `${name}.p12`)
  }

  get program(): Program {
    if (this.#program === null) throw new Error(`${this.name} has no window`)
    return this.#program
  }

  get page(): Page {
    return this.program.page
  }

  /** Without a practice folder: nobody tells this window a password. */
  async open(args: readonly string[] = []): Promise<Program> {
    const { folder, trust, origin } = this.#world
    const program = await openProgram({ workspace: join(folder, `workspace-${this.name}`), trust, files: join(folder, 'files'), args, ...(origin === '' ? {} : { rehearsal: origin }) })
    const { page } = program
    page.setDefaultTimeout(60_000)
    page.on('console', (message) => {
      // The browser reports answers like 404 itself; whether they matter the screen says.
      if (message.text().startsWith('Failed to load resource')) return
      if (message.type() === 'error' || message.type() === 'warning' || message.text().includes(this.password)) this.complaints.push(`${message.type()}: ${message.text()}`)
    })
    await page.evaluate(() => document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, lineNumber, sample, target }) => {
      console.error('policy', violatedDirective, blockedURI, sourceFile, lineNumber, sample, target instanceof Element ? target.outerHTML.slice(0, 200) : '')
    }))
    page.on('pageerror', (error) => this.complaints.push(`page error: ${error.message}`))
    this.#program = program
    return program
  }

  /** What is on the screen, in its fields and on stderr now says no password. */
  async checkSecrets(): Promise<void> {
    const shown = await this.page.evaluate(() => [document.documentElement.outerHTML, ...[...document.querySelectorAll('input, textarea')].map((each) => (each as HTMLInputElement).value), JSON.stringify({ ...localStorage })].join('\n'))
    for (const [where, said] of [['page', shown], ['stderr', this.program.errors()]] as const) {
      if (said.includes(this.password)) this.complaints.push(`the password of ${this.name} stands in ${where}`)
    }
  }

  async photograph(file: string): Promise<void> {
    writeFileSync(`${file}.txt`, [...this.complaints, this.#program?.errors() ?? ''].join('\n'))
    for (const [index, page] of (this.#program?.pages() ?? []).entries()) await page.screenshot({ path: `${file}-${index}.png`, timeout: 5_000 }).catch(() => undefined)
  }

  async kill(): Promise<void> {
    const program = this.#program
    this.#program = null
    await program?.kill()
  }

  async close(): Promise<void> {
    await this.checkSecrets()
    const { program } = this
    this.#program = null
    await program.close()
  }
}


export const bytesOf = (file: string): Buffer => readFileSync(file)
