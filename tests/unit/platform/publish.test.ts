import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Tender } from '../../../interface/schemas/tender.ts'
import { tenderDetail, tenderList } from '../../../interface/schemas/platform.ts'
import { startPlatform } from '../../../platform/server.ts'
import { container, json, sha256 } from '../../support/containers.ts'
import { foreignZip } from '../../support/foreign-zip.ts'
import type { TestPlatform } from '../../support/platform.ts'
import { codeOf, nonce, TestClient, testPlatform } from '../../support/platform.ts'
import { tenderJson, tenderPackage } from '../../support/tender.ts'

let platform: TestPlatform
let agency: TestClient
beforeAll(async () => {
  platform = await testPlatform()
  agency = await TestClient.loggedIn(platform, 'agency')
})
afterAll(() => platform.end())

const documents = [{ name: 'documents/notice.txt', bytes: Buffer.from('公告') }]
const listed = (bytes: Uint8Array = documents[0]!.bytes) => [{
  id: 'd1', title: '公告', documentType: 'tenderNotice', file: 'notice.txt', format: 'text/plain', size: bytes.length, digest: sha256(bytes),
}]

/** Code with which the platform answers a package made from this tender. */
async function publish(change: (tender: Tender) => unknown, members = documents, signer = 'agency', client = agency): Promise<string> {
  const tender = tenderJson(platform.practice)
  tender.tender.documents = listed()
  const bytes = container(platform.practice, signer, [json('tender.json', change(tender) ?? tender), ...members])
  return codeOf(await client.publish('T-1', bytes))
}

describe('a tender package is refused', () => {
  it('that its procuringEntity has not signed and sent', async () => {
    expect(await publish((tender) => tender, documents, 'bidder-a')).toBe('signer-mismatch')
    expect(await publish((tender) => tender, documents, 'agency', await TestClient.loggedIn(platform, 'bidder-a'))).toBe('signer-mismatch')
  })

  it('whose tender.json says anything but what is there', async () => {
    expect(await publish((tender) => ({ ...tender, surprise: true }))).toBe('tender-invalid')
    expect(await publish((tender) => tender, [])).toBe('tender-invalid')
    expect(await publish((tender) => tender, [...documents, { name: 'documents/more.txt', bytes: Buffer.from('?') }])).toBe('tender-invalid')
    expect(await publish((tender) => { tender.tender.documents = listed(Buffer.from('other')) })).toBe('tender-invalid')
  })

  it('whose sealing cannot be kept', async () => {
    expect(await publish((tender) => { tender.sealing.stages[0]!.envelopes = ['price'] })).toBe('tender-invalid')
    expect(await publish((tender) => { tender.sealing.stages[0]!.openingTime = '2026-03-02T05:00:00Z' })).toBe('tender-invalid')
    expect(await publish((tender) => { tender.sealing.openingCertificates = [] })).toBe('tender-invalid')
    expect(await publish((tender) => { tender.remedy.ways = ['capsule', 'container'] })).toBe('tender-invalid')
    const pem = (name: string): string => readFileSync(join(platform.practice, `${name}.pem`), 'utf8')
    expect(await publish((tender) => { tender.sealing.openingCertificates[0]!.certificate = pem('tenderer') })).toBe('key-usage')
    expect(await publish((tender) => { tender.sealing.openingCertificates[0]!.certificate = pem('bidder-a-encrypt') })).toBe('tender-invalid')
  })

  it('for another platform, out of sequence, or after its deadline', async () => {
    expect(await publish((tender) => { tender.platform.code = 'ZJ-OTHER-02' })).toBe('platform-mismatch')
    expect(await publish((tender) => { tender.sequence = 1 })).toBe('tender-sequence')
    expect(await codeOf(await agency.publish('T-1', tenderPackage(platform.practice, { deadline: '2026-03-01T02:00:00Z' })))).toBe('deadline-passed')
    expect(await codeOf(await agency.publish('T-2', tenderPackage(platform.practice)))).toBe('message-invalid')
  })

  it('that is no container, or covers too little or too much', async () => {
    const { practice } = platform
    const tender = json('tender.json', tenderJson(practice))
    expect(await codeOf(await agency.publish('T-1', Buffer.from('PK')))).toBe('not-a-container')
    expect(await codeOf(await agency.publish('T-1', container(practice, 'agency', [tender, ...documents], [tender])))).toBe('manifest-coverage')
    expect(await codeOf(await agency.publish('T-1', container(practice, 'agency', [tender], [tender, ...documents])))).toBe('manifest-coverage')
    expect(await codeOf(await agency.publish('T-1', container(practice, 'agency', [tender], [tender, tender])))).toBe('manifest-coverage')
    const forged = { ...tender, bytes: Buffer.from('{}') }
    expect(await codeOf(await agency.publish('T-1', container(practice, 'agency', [forged], [tender])))).toBe('digest-mismatch')
    const hidden = { name: 'META-INF/other.xml', bytes: Buffer.from('<a/>') }
    expect(await codeOf(await agency.publish('T-1', container(practice, 'agency', [tender, hidden])))).toBe('manifest-coverage')
    expect(await codeOf(await agency.publish('T-1', container(practice, 'agency', [tender, tender])))).toBe('container-duplicate')
    expect((await agency.get('/v1/tenders')).ok).toBe(true)
    expect(await (await agency.get('/v1/tenders')).json()).toEqual({ tenders: [], next: null })
  })
})

describe('a published tender', () => {
  it('may come from another tool, is found, and is still there after a restart', async () => {
    const bytes = container(platform.practice, 'agency', [json('tender.json', tenderJson(platform.practice, { id: 'F-1' }))], undefined, foreignZip)
    expect(await codeOf(await agency.publish('F-1', bytes))).toBe('ok')
    const key = nonce()
    expect(await codeOf(await agency.publish('F-2', tenderPackage(platform.practice, { id: 'F-2' }), key))).toBe('ok')
    expect(await codeOf(await agency.publish('F-3', tenderPackage(platform.practice, { id: 'F-3' }), key))).toBe('already-exists')
    await platform.restart()
    const { tenders } = tenderList.parse(await (await agency.get('/v1/tenders')).json())
    expect(tenders.map((each) => each.id)).toEqual(['F-2', 'F-1'])
    expect(tenderList.parse(await (await agency.get('/v1/tenders?query=f-1')).json()).tenders.map((each) => each.digest)).toEqual([sha256(bytes)])
    expect(tenderDetail.parse(await (await agency.get('/v1/tenders/F-1')).json()).versions).toHaveLength(1)
    const stored = await agency.get(`/v1/tenders/F-1/packages/${sha256(bytes)}`)
    expect(Buffer.from(await stored.arrayBuffer()).equals(bytes)).toBe(true)
  })

  it('stands on one platform at a time: a second one on the same folder is refused', async () => {
    await expect(startPlatform({ practice: platform.practice, data: platform.data, port: 0 })).rejects.toMatchObject({ code: 'file-exists' })
    expect((await agency.get('/v1/clock')).ok).toBe(true)
  })
})
