import { once } from 'node:events'
import { PlatformClient } from '../../interface/client.ts'
import { numberOption, timeOption, UsageError, type Command } from '../command.ts'

/** The platform is loaded by those commands alone that run it: the others start in half the time. */

const init: Command = {
  name: 'practice init',
  usage: '--dir D',
  options: { dir: { type: 'string' } },
  async run(invocation) {
    const dir = invocation.path('dir')
    const { initPractice } = await import('../../platform/practice/init.ts')
    await initPractice(dir)
    return { json: { dir }, lines: [`practice authority and identities in ${dir}`] }
  },
}

const serve: Command = {
  name: 'practice serve',
  usage: '--dir D [--port N] [--clock ISO] [--data DIR]',
  options: { dir: { type: 'string' }, data: { type: 'string' }, port: { type: 'string' }, clock: { type: 'string' } },
  async run(invocation) {
    const port = numberOption(invocation.optional('port'))
    const clock = timeOption(invocation.optional('clock'))?.toISOString()
    const data = invocation.optionalPath('data')
    const { servePractice } = await import('../../platform/serve.ts')
    const platform = await servePractice({
      dir: invocation.path('dir'), ...(data === undefined ? {} : { data }), ...(port === undefined ? {} : { port }), ...(clock === undefined ? {} : { clock }),
    })
    process.stdout.write(`${JSON.stringify({ origin: platform.origin })}\n`)
    if (!invocation.signal.aborted) await once(invocation.signal, 'abort')
    await platform.close()
    return { json: { closed: true }, lines: [] }
  },
}

const clock: Command = {
  name: 'practice clock',
  usage: '--platform O [--set ISO | --advance SECONDS]',
  options: { platform: { type: 'string' }, set: { type: 'string' }, advance: { type: 'string' } },
  async run(invocation) {
    const client = new PlatformClient(invocation.required('platform'))
    const time = timeOption(invocation.optional('set'))
    const advanceSeconds = numberOption(invocation.optional('advance'))
    if (time !== undefined && advanceSeconds !== undefined) throw new UsageError('either --set or --advance')
    const answer = time !== undefined ? await client.setClock({ time: time.toISOString() })
      : advanceSeconds !== undefined ? await client.setClock({ advanceSeconds }) : await client.clock()
    return { json: answer, lines: [`platform time ${answer.time}`] }
  },
}

export const practiceCommands = [init, serve, clock]
