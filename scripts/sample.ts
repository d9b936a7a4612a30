import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { responseInputSchema } from '../interface/schemas/bid.ts'
import { tenderDefinitionSchema } from '../interface/schemas/tender.ts'
import { root } from './run.ts'
import { bidderA, bidderB } from './sample/bids/bidders.ts'
import { addendumDefinition, tenderDefinition } from './sample/definition.ts'
import { type Printed, printed } from './sample/documents.ts'
import { installedFonts } from './sample/fonts/installed.ts'
import { offerA, offerB, offerReplaced } from './sample/prices.ts'
import { findChromium, print } from './sample/print.ts'
import { responseOf } from './sample/responses.ts'

/**
 * `npm run sample`: makes assets/sample/ again from the texts and data in scripts/sample/. `--json` writes only the definitions and
 * responses, `--only TEXT` only the PDFs whose path has this text in it.
 */
const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, only: { type: 'string' } } })
const folder = join(root, 'assets/sample')

async function writeJson(file: string, value: unknown): Promise<void> {
  const path = join(folder, file)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, `${JSON.stringify(value, null, 2)}\n`)
}

async function writeData(): Promise<void> {
  await writeJson('tender/tender.json', tenderDefinitionSchema.parse(tenderDefinition))
  await writeJson('addendum/tender.json', tenderDefinitionSchema.parse(addendumDefinition))
  await writeJson('bidder-a/response.json', responseInputSchema.parse(responseOf(bidderA, offerA)))
  await writeJson('bidder-a-replacement/response.json', responseInputSchema.parse(responseOf(bidderA, offerReplaced)))
  await writeJson('bidder-b/response.json', responseInputSchema.parse(responseOf(bidderB, offerB)))
}

async function printAll(list: readonly Printed[]): Promise<void> {
  const chromium = findChromium()
  const typefaces = installedFonts()
  const waiting = [...list]
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      await print(next.page, join(folder, next.file), new Date(next.date), chromium, typefaces)
      for (const copy of next.copies ?? []) {
        await mkdir(dirname(join(folder, copy)), { recursive: true })
        await copyFile(join(folder, next.file), join(folder, copy))
      }
      console.log(next.file)
    }
  }
  await Promise.all([worker(), worker()])
}

try {
  await writeData()
  if (!values.json) await printAll(printed.filter((each) => values.only === undefined || each.file.includes(values.only)))
} catch (error) {
  console.error(`sample: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
