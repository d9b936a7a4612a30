import { execFile, spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { PDFDocument } from '@cantoo/pdf-lib'
import type { Typeface } from './fonts/installed.ts'
import { type Page, pageHtml } from './page.ts'

const run = promisify(execFile)

/** The Chromium to print with: `CHROMIUM`, or the first that the system knows. Throws an Error when there is none. */
export function findChromium(): string {
  const names = [process.env['CHROMIUM'], 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  for (const name of names) {
    if (name !== undefined && spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0) return name
  }
  throw new Error('no Chromium was found: install chromium or name one in the environment variable CHROMIUM')
}

/** Writes the faces with just the characters of the document beside it and answers their `@font-face` rules. */
async function writeFaces(folder: string, typefaces: readonly Typeface[], characters: string): Promise<string> {
  const rules: string[] = []
  for (const { family, weight, subset } of typefaces) {
    const file = `${family}-${weight}.ttf`
    await writeFile(join(folder, file), subset(characters))
    rules.push(`@font-face { font-family: ${family}; font-weight: ${weight}; src: url(${file}) }`)
  }
  return rules.join('\n')
}

/** Title and one fixed date, nothing else: who made the file, with what and when is not told (暗标), and the same texts give the same metadata. */
async function withoutTraces(bytes: Uint8Array, title: string, date: Date): Promise<Uint8Array> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false })
  document.setTitle(title)
  document.setCreator('')
  document.setProducer('')
  document.setCreationDate(date)
  document.setModificationDate(date)
  return await document.save({ useObjectStreams: true })
}

/** Prints one page description to a PDF file. */
export async function print(page: Page, file: string, date: Date, chromium: string, typefaces: readonly Typeface[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sealbid-sample-'))
  try {
    const faces = await writeFaces(folder, typefaces, `${pageHtml(page, '')}0123456789—`)
    const html = join(folder, 'page.html')
    const printed = join(folder, 'page.pdf')
    await writeFile(html, pageHtml(page, faces))
    await run(chromium, ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync',
      `--user-data-dir=${join(folder, 'profile')}`, '--no-pdf-header-footer', `--print-to-pdf=${printed}`, pathToFileURL(html).href], { timeout: 120_000 })
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, await withoutTraces(await readFile(printed), page.title, date))
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
