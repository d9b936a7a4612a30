// `npm start`: the program with a rehearsal around it. Builds what is not built, makes a practice authority, starts the platform with the sample
// tender, opens the window; when the window closes, or on Ctrl-C, everything that was started ends. A second start goes on where it stood.
import { resolve } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { PlatformClient } from '../interface/client.ts'
import { ensureBuilt } from './start/build.ts'
import { Children } from './start/children.ts'
import { canShow, chooseHost, type Host } from './start/host.ts'
import { placesIn, shown, type Places } from './start/places.ts'
import { checkFolder, preparePractice, startPlatform } from './start/rehearsal.ts'
import { prepareFiles, publishSample, restorePackage, sampleTender } from './start/sample-tender.ts'
import { done, say, StartFailure } from './start/say.ts'
import { openWindow } from './start/window.ts'
import { root } from './run.ts'

const children = new Children()

/** The terminal sends Ctrl-C to every process, and the one that started this hands it on again: what comes within a second is one. */
function endOnSignals(): void {
  let first = 0
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (first === 0) {
        first = Date.now()
        process.stdout.write('\n  正在结束… ending\n')
        void children.end()
      } else if (Date.now() - first > 1_000) children.kill()
    })
  }
}

function host(): Host {
  const chosen = chooseHost()
  if (chosen !== undefined) return chosen
  throw new StartFailure('没有找到 Electron，也没有找到 Chromium 或 Chrome。请安装 Chromium 后重试，或运行 npm run demo。', 'Neither Electron nor a Chromium or Chrome was found. Install Chromium and try again, or run npm run demo.')
}

async function prepare(places: Places): Promise<{ origin: string, deadline: Date, now: Date }> {
  const isNew = await preparePractice(places)
  prepareFiles(places)
  done('演练证书', 'practice certificates', `${shown(places.pki)}${isNew ? '' : '（沿用 as before）'}`)
  const { origin, child } = await startPlatform(places, children)
  child.once('exit', () => { if (!children.isEnding) void lost(places) })
  const { published, tender } = await publishSample(places, origin, children)
  restorePackage(places)
  done('演练平台', 'rehearsal platform', origin)
  done('示例招标', 'sample tender', `${sampleTender} ${published ? '已发布 published' : '仍在平台上 as before'}`)
  return { origin, deadline: new Date(tender.deadline), now: await timeOf(origin) }
}

async function lost(places: Places): Promise<void> {
  process.stderr.write(`\n  演练平台意外结束，原因见 ${shown(places.logs)}/platform.log。\n  The rehearsal platform has ended; ${shown(places.logs)}/platform.log says why.\n`)
  process.exitCode = 1
  await children.end()
}

const timeOf = async (origin: string): Promise<Date> => new Date((await new PlatformClient(origin).clock()).time)

const beijing = (time: Date): string => time.toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' })

/** What to try, in as few words as will do. */
function greet(places: Places, { deadline, now }: { deadline: Date, now: Date }, { kind }: Host): void {
  done('演练时间', 'rehearsal time', `${beijing(now)}，投标截止 deadline ${beijing(deadline)}`)
  done('窗口', 'window', kind === 'electron' ? 'Electron' : '本机 Chromium（没有 Electron 程序） local Chromium: no Electron binary here')
  process.stdout.write('\n')
  if (deadline < now) say(`示例招标已截止。要重新演练，请删除 ${shown(places.folder)} 或用 --dir 指定新文件夹。`, `The sample tender is closed. To begin anew, delete ${shown(places.folder)} or name a new folder with --dir.`)
  say(`证书密码在 ${shown(places.passwords)}，窗口中也会显示。`, `Passwords of the practice certificates: ${shown(places.passwords)}; the window shows them, too.`)
  say(`可试用的文件在 ${shown(places.files)}：${sampleTender}.etender、投标人的 PDF 和 values.txt，说明见 README.txt。`, `Files to try: ${shown(places.files)}, see README.txt there.`)
  say('关闭窗口或按 Ctrl-C 即全部结束，下次启动接着演练。', 'Close the window or press Ctrl-C to end everything; the next start goes on from here.')
}

async function start(folder: string): Promise<void> {
  process.stdout.write('\n封标 SealBid · 演练，不具有法律效力 practice, without legal effect\n\n')
  // Told before anything long is done. It is an answer and no failure: npm would bury it under an error report of its own.
  if (!canShow(process.env)) {
    return say('这里没有显示器，无法打开窗口。请运行 npm run demo：在终端中演示完整流程，并留下全部文件供查验。', 'There is no display here for a window. Run npm run demo: it does the three jobs in the terminal and leaves all files for inspection.')
  }
  const chosen = host()
  const places = placesIn(folder)
  await checkFolder(places)
  const began = Date.now()
  done('程序', 'program', await ensureBuilt() ? `已构建 built in ${Math.round((Date.now() - began) / 1000)} s` : '已是最新 up to date')
  // The build kept this process from hearing a signal.
  await turn()
  if (children.isEnding) return
  const rehearsal = await prepare(places)
  if (children.isEnding) return
  greet(places, rehearsal, chosen)
  await openWindow(chosen, places, rehearsal.origin, children)
}

endOnSignals()
const { values } = parseArgs({ options: { dir: { type: 'string' } } })
try {
  await start(values.dir === undefined ? resolve(root, 'rehearsal') : resolve(process.env.INIT_CWD ?? process.cwd(), values.dir))
} catch (error) {
  await turn()
  if (!children.isEnding) {
    process.stderr.write(error instanceof StartFailure ? `\n  ${error.chinese}\n  ${error.message}\n` : `\n${error instanceof Error ? error.stack ?? error.message : String(error)}\n`)
    process.exitCode = 1
  }
} finally {
  await children.end()
}
