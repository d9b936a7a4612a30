// `node scripts/icons.ts`: draws the icons from the SVG files of assets/icons/ with the local Chromium and packs them for the three systems.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium as playwright, type Page } from 'playwright-core'
import { findChromium } from '../browser-host/chromium.ts'
import { icns, icnsSizes, ico, icoSizes } from './icons/containers.ts'
import { root } from './run.ts'

const folder = join(root, 'assets/icons')

/** The program, and the files that belong to it. */
const names = ['icon', 'tender', 'bid', 'receipt']

/** What a Linux desktop looks for. */
const linuxSizes = [16, 32, 48, 64, 128, 256, 512]

/** One picture as PNG. `margin`: free space on each side, in parts of the size: macOS expects some around a program's icon. */
async function draw(page: Page, svg: string, size: number, margin = 0): Promise<Buffer> {
  const inner = Math.round(size * (1 - 2 * margin))
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(`<body style="margin:0;height:${size}px;display:grid;place-items:center;background:none"><img width="${inner}" height="${inner}" src="data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}">`)
  await page.locator('img').evaluate((image: unknown) => (image as { decode(): Promise<void> }).decode())
  return page.screenshot({ omitBackground: true })
}

async function drawAll(page: Page, svg: string, sizes: readonly number[], margin?: number): Promise<Map<number, Buffer>> {
  const pictures = new Map<number, Buffer>()
  for (const size of sizes) pictures.set(size, await draw(page, svg, size, margin))
  return pictures
}

async function makeIcons(page: Page): Promise<void> {
  for (const name of names) {
    const svg = readFileSync(join(folder, `${name}.svg`), 'utf8')
    writeFileSync(join(folder, `${name}.ico`), ico(await drawAll(page, svg, icoSizes)))
    writeFileSync(join(folder, `${name}.icns`), icns(await drawAll(page, svg, icnsSizes, name === 'icon' ? 0.08 : 0)))
  }
  const linux = join(folder, 'linux')
  rmSync(linux, { recursive: true, force: true })
  mkdirSync(linux)
  for (const [size, png] of await drawAll(page, readFileSync(join(folder, 'icon.svg'), 'utf8'), linuxSizes)) writeFileSync(join(linux, `${size}x${size}.png`), png)
}

const executablePath = findChromium()
if (executablePath === null) throw new Error('no Chromium was found in PATH')
const browser = await playwright.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--force-color-profile=srgb'] })
try {
  await makeIcons(await browser.newPage({ deviceScaleFactor: 1 }))
} finally {
  await browser.close()
}
