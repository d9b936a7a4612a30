import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { chromium as playwright, type Page } from 'playwright-core'
import { build } from 'vite'
import { root } from '../../../scripts/run.ts'
import { findChromium } from '../../../browser-host/chromium.ts'
import type { Answer, Asked } from '../../../preload/prompt-contract.ts'

/** The prompt page as it is built, in the real Chromium. The preload's two functions are given by the test: it is main here. */
export interface PromptPages {
  open(asked: Asked): Promise<PromptPage>
  close(): Promise<void>
}

export interface PromptPage {
  page: Page
  /** Every answer that the page gave. */
  answers: Answer[]
}

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

/** Serves a folder on loopback. */
async function serve(folder: string): Promise<{ origin: string, close(): void }> {
  const server = createServer((request, response) => {
    const file = join(folder, request.url === '/' ? 'index.html' : new URL(request.url ?? '', 'http://localhost').pathname)
    try {
      response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream')
      response.end(readFileSync(file))
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

export async function openPrompts(): Promise<PromptPages> {
  const executablePath = findChromium()
  if (executablePath === null) throw new Error('this test needs Chromium')
  const folder = mkdtempSync(join(tmpdir(), 'sealbid-prompt-'))
  await build({ root: join(root, 'prompt'), base: './', configFile: false, logLevel: 'error', build: { outDir: folder, target: 'esnext', emptyOutDir: true } })
  const server = await serve(folder)
  const browser = await playwright.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'] })
  return {
    async open(asked) {
      const context = await browser.newContext({ viewport: { width: 560, height: 640 } })
      const page = await context.newPage()
      const answers: Answer[] = []
      await page.exposeFunction('giveAnswer', (answer: Answer) => { answers.push(answer) })
      await page.addInitScript({ content: `window.prompter = { question: async () => (${JSON.stringify(asked)}), answer: (answer) => window.giveAnswer(answer) }` })
      await page.goto(server.origin)
      await page.waitForSelector('#confirm')
      return { page, answers }
    },
    async close() {
      await browser.close()
      server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
