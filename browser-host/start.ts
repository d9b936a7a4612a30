import { enableCompileCache, registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from './app.ts'
import { browser } from './browser.ts'
import { sweepTemporary } from './temporary.ts'

/**
 * `node browser-host/start.ts [files]`: runs the built program, out/main/index.js as it is, in a Chromium of this machine. SEALBID_HEADLESS=1
 * (or CI) shows no window; SEALBID_DEBUG=1 opens a debugging port for tests and prints its address.
 */
const isSet = (name: string): boolean => !['', '0', 'false', undefined].includes(process.env[name])

browser.start({ headless: isSet('SEALBID_HEADLESS') || isSet('CI'), debug: isSet('SEALBID_DEBUG') })
if (isSet('SEALBID_DEBUG')) {
  void browser.debugAddress().then((address) => process.stdout.write(`sealbid: debugging at ${address ?? ''}\n`))
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit())
browser.gone().then(() => app.quit(), (error: Error) => {
  process.stderr.write(`sealbid: ${error.message}\n`)
  app.exit(1)
})

// What was compiled once is kept: main's bundle is two megabytes.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/compiled'))
const electron = pathToFileURL(join(import.meta.dirname, 'electron.ts')).href
registerHooks({ resolve: (specifier, context, next) => specifier === 'electron' ? { url: electron, shortCircuit: true } : next(specifier, context) })
await import(pathToFileURL(join(import.meta.dirname, '../out/main/index.js')).href)

void sweepTemporary()
