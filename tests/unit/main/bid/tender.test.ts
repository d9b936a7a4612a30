import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Refusal } from '../../../../interface/errors.ts'
import type { TenderDefinition } from '../../../../interface/schemas/tender.ts'
import { buildTender } from '../../../../main/tender/build.ts'
import { parseDefinition } from '../../../../main/tender/definition.ts'
import { readTender } from '../../../../main/tender/read.ts'
import { Desk, type IdentityName } from '../../../support/desk.ts'
import { smallDefinition } from '../../../support/small-tender.ts'

/** Building and reading tender packages. */

let desk: Desk
beforeAll(async () => { desk = await Desk.open() })
afterAll(async () => { await desk.close() })

const definition = (change: (sound: TenderDefinition) => void = () => undefined): TenderDefinition => {
  const sound = structuredClone(smallDefinition(desk.practice, {}))
  change(sound)
  return sound
}
const faults = (change: (sound: TenderDefinition) => void): readonly string[] => {
  try {
    parseDefinition(definition(change))
  } catch (error) {
    expect(error).toMatchObject({ code: 'tender-definition' })
    return (error as Refusal).items
  }
  return []
}

describe('a definition is refused with every place that is wrong', () => {
  test('a sound one is not', () => { expect(faults(() => undefined)).toEqual([]) })

  test.each<[string, RegExp, (sound: TenderDefinition) => void]>([
    ['an envelope that is a device name on Windows', /^sealing\.envelopes: con cannot name a file/, (sound) => {
      sound.sealing.envelopes[0]!.id = 'con'
      sound.sealing.stages[0]!.envelopes[0] = 'con'
      for (const each of sound.response.sections) if (each.envelope === 'business') each.envelope = 'con'
    }],
    ['envelopes that differ in case only', /^sealing\.envelopes: two spellings of price/, (sound) => {
      sound.sealing.envelopes.push({ id: 'Price', title: '报价' })
      sound.sealing.stages[0]!.envelopes.push('Price')
    }],
    ['sections that differ in case only', /^response\.sections: two spellings of plan/, (sound) => {
      sound.response.sections.push({ ...sound.response.sections[1]!, id: 'PLAN' })
    }],
    ['an opening before the deadline', /^sealing\.stages\.0\.openingTime/, (sound) => { sound.sealing.stages[0]!.openingTime = '2026-03-09T09:00:00+08:00' }],
    ['an envelope that is never opened', /never opened/, (sound) => { sound.sealing.stages[0]!.envelopes.pop() }],
    ['an envelope that is opened twice', /opened twice/, (sound) => { sound.sealing.stages[0]!.envelopes.push('price') }],
    ['no main opening certificate', /exactly one main/, (sound) => { sound.sealing.openingCertificates.shift() }],
    ['a total that is no amount', /^price\.total/, (sound) => { sound.price.total = { section: 'letter', field: 'valid' } }],
    ['no agency', /procuringEntity/, (sound) => { sound.parties.pop() }],
  ])('%s', (_, place, change) => {
    expect(faults(change).some((each) => place.test(each)), faults(change).join('; ')).toBe(true)
  })
})

describe('building', () => {
  const build = async (change: (sound: TenderDefinition) => void, by: IdentityName = 'agency', supersedes?: string): Promise<string> => {
    writeFileSync(desk.path('changed.json'), JSON.stringify(definition(change)))
    const before = readdirSync(desk.folder)
    try {
      const out = desk.path('changed.etender')
      const agency = await desk.identity(by)
      await buildTender({ definition: desk.path('changed.json'), documents: desk.path('documents'), agency, out, supersedes }, desk.workspace.context)
      return 'built'
    } catch (error) {
      expect(readdirSync(desk.folder)).toEqual(before)
      return (error as Refusal).code
    }
  }

  test('by somebody else than the agency', async () => { expect(await build(() => undefined, 'bidder-a')).toBe('signer-mismatch') })
  test('with a document that is not there, or outside the folder', async () => {
    const named = (file: string) => (sound: TenderDefinition): void => { sound.tender.documents[0]!.file = file }
    expect(await build(named('missing.pdf'))).toBe('file-not-found')
    expect(await build(named('../tender.etender'))).toBe('container-name')
  })
  test('with an opening certificate of somebody else, or one that may only sign', async () => {
    const swap = (name: string) => (sound: TenderDefinition): void => { sound.sealing.openingCertificates[0]!.path = `${desk.practice}/${name}.pem` }
    expect(await build(swap('bidder-a-encrypt'))).toBe('signer-mismatch')
    expect(await build(swap('tenderer'))).toBe('key-usage')
  })
  test('an addendum to another tender, or with an earlier deadline', async () => {
    expect(await build((sound) => { sound.tender.id = 'T-2' }, 'agency', desk.tender.file)).toBe('tender-sequence')
    const earlier = (sound: TenderDefinition): void => {
      sound.tender.tenderPeriod.endDate = '2026-03-08T09:30:00+08:00'
      sound.sealing.stages[0]!.openingTime = '2026-03-08T09:30:00+08:00'
    }
    expect(await build(earlier, 'agency', desk.tender.file)).toBe('tender-definition')
  })
})

test('a package that was changed on the way is refused', async () => {
  const file = desk.path('changed-on-the-way.etender')
  copyFileSync(desk.tender.file, file)
  const bytes = readFileSync(file)
  bytes[bytes.indexOf('招标公告')]! ^= 1
  writeFileSync(file, bytes)
  await expect(readTender(file, desk.workspace.context)).rejects.toMatchObject({ code: 'digest-mismatch' })
})
