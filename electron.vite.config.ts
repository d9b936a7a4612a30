import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const at = (...parts: string[]): string => resolve(import.meta.dirname, ...parts)

/** scripts/start/build.ts builds beside the bundles that may be running, and then puts the new ones in their place. */
const out = (part: string): string => resolve(import.meta.dirname, process.env.SEALBID_OUT ?? 'out', part)

/** Loaded at run time: Electron itself, and the one package with native code, which is packed beside the bundles. */
const external = ['electron', /^electron\//, 'better-sqlite3']

/**
 * antd's utilities write some style elements (to measure a scrollbar) without the nonce that its provider was given, and the page's policy
 * refuses them. Here these get the nonce of the load, too.
 */
const styleNonce = {
  name: 'sealbid:style-nonce',
  transform(code: string, id: string): string | null {
    if (!id.includes('/@rc-component/util/es/Dom/dynamicCSS.js')) return null
    const changed = code.replace(/csp,(\s+prepend,\s+priority = 0\s+\} = option)/, "csp = { nonce: document.querySelector('meta[name=style-nonce]')?.nonce },$1")
    if (changed === code) throw new Error(`${id} has changed: see to it that its styles get the nonce`)
    return changed
  },
}

export default defineConfig({
  main: {
    build: {
      outDir: out('main'),
      externalizeDeps: false,
      target: 'node24',
      rolldownOptions: {
        external,
        input: { index: at('main/index.ts'), worker: at('main/work/worker.ts') },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: out('preload'),
      externalizeDeps: false,
      // A sandboxed preload is one file.
      isolatedEntries: true,
      rolldownOptions: {
        external,
        input: { client: at('preload/client.ts'), prompt: at('preload/prompt.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('.'),
    base: './',
    plugins: [react(), styleNonce],
    build: {
      outDir: out('renderer'),
      emptyOutDir: true,
      target: 'chrome140',
      minify: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: { client: at('renderer/index.html'), prompt: at('prompt/index.html') },
        output: {
          // What does not change with our screens is its own file, and so is what the first paint needs of it.
          codeSplitting: {
            groups: [
              { name: 'react', test: /node_modules\/(react|react-dom|scheduler|zustand|i18next|react-i18next)\// },
              { name: 'schemas', test: /node_modules\/zod\/|\/interface\/schemas\// },
              // What most screens share comes in two files, not in fifty: each request costs more than its bytes.
              { name: 'parts', test: /node_modules\//, minShareCount: 6 },
              { name: 'shared', test: /\/(renderer|interface|preload)\//, minShareCount: 6 },
            ],
          },
        },
      },
    },
  },
})
