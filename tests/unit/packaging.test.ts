import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { Arch, build, Platform, type AfterPackContext } from 'electron-builder'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../../scripts/run.ts'
import { ensureBuilt } from '../../scripts/start/build.ts'

/**
 * What electron-builder would pack, without an Electron binary: its own pipeline reads and checks the configuration, its own matchers choose
 * the files, and we stop it before it fetches Electron.
 */

type Packager = AfterPackContext['packager']
interface FileSet { files: string[], metadata: Map<string, { isFile(): boolean }> }
interface Matcher { createFilter(): (file: string, stat: { isDirectory(): boolean }) => boolean }
interface Matchers {
  getMainFileMatchers(app: string, to: string, expand: (text: string) => string, options: object, packager: Packager, out: string, compiled: boolean): Matcher[]
  getNodeModuleFileMatcher(app: string, to: string, expand: (text: string) => string, options: object, packager: Packager['info']): Matcher
  getFileMatchers(config: object, name: 'asarUnpack', to: string, options: object): Matcher[] | null
}
interface Copier {
  computeFileSets(matchers: Matcher[], transformer: null, packager: Packager, compiled: boolean): Promise<FileSet[]>
  computeNodeModuleFileSets(packager: Packager, matcher: Matcher): Promise<FileSet[]>
  getDestinationPath(file: string, set: FileSet): string
}
const library = createRequire(createRequire(import.meta.url).resolve('electron-builder'))
const matchers = library('app-builder-lib/out/fileMatcher.js') as Matchers
const copier = library('app-builder-lib/out/util/appFileCopier.js') as Copier

class Stop extends Error {}
interface Packed { files: string[], unpacked: string[], config: Packager['config'] }

const scratch = mkdtempSync(join(tmpdir(), 'sealbid-packaging-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

async function packedBy({ packager, outDir, arch }: AfterPackContext): Promise<Packed> {
  const { info, platformSpecificBuildOptions: options } = packager
  const expand = (text: string): string => packager.expandMacro(text, Arch[arch], { '/*': '{,/**/*}' })
  const to = join(scratch, 'app')
  const sets = [
    ...await copier.computeFileSets(matchers.getMainFileMatchers(info.appDir, to, expand, options, packager, outDir, false), null, packager, false),
    ...await copier.computeNodeModuleFileSets(packager, matchers.getNodeModuleFileMatcher(info.appDir, to, expand, options, info)),
  ]
  const files = sets.flatMap((set) => set.files.filter((file) => set.metadata.get(file)?.isFile()).map((file) => relative(to, copier.getDestinationPath(file, set)).split(sep).join('/')))
  const unpack = matchers.getFileMatchers(info.config, 'asarUnpack', to, { macroExpander: expand, customBuildOptions: options, globalOutDir: outDir, defaultSrc: info.appDir })
  const isUnpacked = unpack?.[0]?.createFilter() ?? (() => false)
  return { files, unpacked: files.filter((file) => isUnpacked(join(info.appDir, file), { isDirectory: () => false })), config: info.config }
}

async function packed(platform: Platform, arch: Arch): Promise<Packed> {
  let found: Packed | undefined
  try {
    await build({
      projectDir: root, targets: platform.createTarget('dir', arch), publish: 'never',
      config: {
        directories: { output: join(scratch, 'dist') },
        beforePack: async (context) => {
          found = await packedBy(context)
          throw new Stop('far enough')
        },
      },
    })
  } catch (error) {
    if (!(error instanceof Stop)) throw error
  }
  if (found === undefined) throw new Error('electron-builder did not come to packing')
  return found
}

let linux: Packed
let windows: Packed
beforeAll(async () => {
  await ensureBuilt()
  linux = await packed(Platform.LINUX, Arch.x64)
  windows = await packed(Platform.WINDOWS, Arch.arm64)
}, 300_000)

describe('what would be packed', () => {
  it('holds the bundles, the pages, the sample tender and the program that package.json names', () => {
    const { main } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { main?: string }
    expect(linux.files).toContain(main)
    for (const file of ['out/main/worker.js', 'out/preload/client.cjs', 'out/preload/prompt.cjs', 'out/renderer/renderer/index.html', 'out/renderer/prompt/index.html',
      'assets/sample/tender/tender.json', 'package.json', 'node_modules/better-sqlite3/package.json', 'node_modules/better-sqlite3/lib/index.js']) {
      expect(linux.files).toContain(file)
    }
  })

  it('holds nothing else: no sources, tests, keys, maps, and of the packages better-sqlite3 alone', () => {
    const known = /^(package\.json|out\/(main|preload|renderer)\/.+\.(js|cjs|css|html|woff2?|svg|png)|assets\/sample\/tender\/(tender\.json|documents\/.+\.pdf)|node_modules\/better-sqlite3\/(package\.json|LICENSE|lib\/.+\.js|prebuilds\/.+\.node))$/
    for (const { files } of [linux, windows]) expect(files.filter((file) => !known.test(file))).toEqual([])
  })

  it('has the native module of its system, outside the archive, and nothing else there', () => {
    expect(linux.unpacked).toEqual(['node_modules/better-sqlite3/prebuilds/linux-x64.node'])
    expect(windows.unpacked).toEqual(['node_modules/better-sqlite3/prebuilds/win32-arm64.node'])
    expect(linux.files.filter((file) => file.endsWith('.node'))).toEqual(linux.unpacked)
  })

  it('holds no practice authority and no private key', () => {
    const certifier = '91320599MA22L3N60F'
    expect(readFileSync(join(root, 'platform/practice/identities.ts'), 'utf8')).toContain(certifier)
    const texts = linux.files.filter((file) => /\.(js|cjs|json|html)$/.test(file)).map((file) => [file, readFileSync(join(root, file), 'utf8')] as const)
    expect(texts.filter(([, text]) => text.includes(certifier)).map(([file]) => file)).toEqual([])
    expect(texts.filter(([, text]) => /PRIVATE KEY-----\s+[\w+/]{40}/.test(text)).map(([file]) => file)).toEqual([])
  })
})

describe('electron-builder.yml', () => {
  it('sets every fuse the safe way', () => {
    expect(linux.config.electronFuses).toEqual({
      runAsNode: false, enableNodeOptionsEnvironmentVariable: false, enableNodeCliInspectArguments: false, enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true, enableCookieEncryption: true, grantFileProtocolExtraPrivileges: false, loadBrowserProcessSpecificV8Snapshot: false,
    })
  })

  it('opens our files, with icons that are there', () => {
    const associations = [linux.config.fileAssociations ?? []].flat()
    expect(associations.map((each) => each.ext)).toEqual(['etender', 'ebid', 'receipt'])
    for (const icon of ['icon', ...associations.map((each) => each.icon)]) {
      expect(readFileSync(join(root, 'assets/icons', `${icon}.ico`)).subarray(0, 4).toString('hex')).toBe('00000100')
      const icns = readFileSync(join(root, 'assets/icons', `${icon}.icns`))
      expect(icns.toString('latin1', 0, 4)).toBe('icns')
      expect(icns.readUInt32BE(4)).toBe(icns.length)
    }
  })
})
