import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fromBER } from 'asn1js'
import { ContentInfo, SignedData } from 'pkijs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canonical } from '../../../interface/canonical.ts'
import { certificationSchema, descriptorSchema } from '../../../interface/schemas/platform.ts'
import { closingStatement, inclusionProof, publicationReceipt, submissionReceipt } from '../../../interface/schemas/receipt.ts'
import { sha256 } from '../../support/containers.ts'
import type { TestPlatform } from '../../support/platform.ts'
import { beginning, setClock, TestClient, testPlatform } from '../../support/platform.ts'
import type { Published } from '../../support/rehearsal.ts'
import { Bidder, publishTender } from '../../support/rehearsal.ts'
import { deadline, tenderPackage } from '../../support/tender.ts'

let platform: TestPlatform
let tender: Published
let folder: string
beforeAll(async () => {
  platform = await testPlatform()
  tender = await publishTender(platform)
  folder = mkdtempSync(join(tmpdir(), 'sealbid-receipts-'))
})
afterAll(async () => {
  await platform.end()
  rmSync(folder, { recursive: true, force: true })
})

const run = (program: string, ...args: string[]): { ok: boolean, out: Buffer, text: string } => {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder })
  return { ok: status === 0, out: stdout, text: `${stdout.toString()}${stderr.toString()}` }
}

/** What anybody can do with a container and needs no program of ours for: unzip, openssl. Answers the JSON member. */
function checkWithOpenssl(container: Uint8Array, member: string): unknown {
  writeFileSync(join(folder, 'file'), container)
  expect(run('unzip', '-tq', 'file').ok).toBe(true)
  const names = run('unzip', '-Z1', 'file').text.trim().split('\n')
  expect(names).toEqual(['mimetype', member, 'META-INF/ASiCManifest.xml', 'META-INF/signature.p7s'])
  writeFileSync(join(folder, 'sig'), run('unzip', '-p', 'file', 'META-INF/signature.p7s').out)
  writeFileSync(join(folder, 'man'), run('unzip', '-p', 'file', 'META-INF/ASiCManifest.xml').out)
  const ca = join(platform.practice, 'ca.pem')
  const verified = run('openssl', 'cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', 'sig', '-content', 'man', '-CAfile', ca, '-out', 'verified')
  expect(verified.ok, verified.text).toBe(true)
  const json = run('unzip', '-p', 'file', member).out
  expect(readFileSync(join(folder, 'man'), 'utf8')).toContain(`<ds:DigestValue>${Buffer.from(sha256(json), 'hex').toString('base64')}</ds:DigestValue>`)
  const value: unknown = JSON.parse(json.toString())
  expect(Buffer.from(canonical(value)).equals(json)).toBe(true)
  checkSignatureForm(ca)
  return value
}

/** docs/formats.md: only the signer's certificate, four signed attributes in DER order, the timestamp as the only unsigned one, which verifies. */
function checkSignatureForm(ca: string): void {
  const bytes = readFileSync(join(folder, 'sig'))
  const signed = new SignedData({ schema: new ContentInfo({ schema: fromBER(new Uint8Array(bytes)).result }).content })
  expect(signed.version).toBe(1)
  expect(signed.certificates).toHaveLength(1)
  const [info] = signed.signerInfos
  const types = info!.signedAttrs!.attributes.map((each) => each.type)
  expect(types.toSorted()).toEqual(['1.2.840.113549.1.9.16.2.47', '1.2.840.113549.1.9.3', '1.2.840.113549.1.9.4', '1.2.840.113549.1.9.5'])
  const encodings = info!.signedAttrs!.attributes.map((each) => Buffer.from(each.toSchema().toBER()))
  expect(encodings).toEqual(encodings.toSorted((a, b) => Buffer.compare(a, b)))
  const [stamp, ...others] = info!.unsignedAttrs!.attributes
  expect([stamp!.type, others.length]).toEqual(['1.2.840.113549.1.9.16.2.14', 0])
  writeFileSync(join(folder, 'token'), Buffer.from((stamp!.values[0] as { toBER(): ArrayBuffer }).toBER()))
  const digest = sha256(new Uint8Array(info!.signature.valueBlock.valueHexView))
  const verified = run('openssl', 'ts', '-verify', '-in', 'token', '-token_in', '-digest', digest, '-CAfile', ca)
  expect(verified.ok, verified.text).toBe(true)
  expect(bytes.equals(Buffer.from(new ContentInfo({ contentType: '1.2.840.113549.1.7.2', content: signed.toSchema(true) }).toSchema().toBER()))).toBe(true)
}

const bytesOf = async (answer: Response): Promise<Buffer> => Buffer.from(await answer.arrayBuffer())

describe('what the platform signs is checked with unzip and openssl', () => {
  it('certification of exactly this descriptor', async () => {
    const client = new TestClient(platform, 'bidder-a')
    const descriptor = descriptorSchema.parse(await (await client.get('/.well-known/tendering-platform')).json())
    const statement = certificationSchema.parse(checkWithOpenssl(await bytesOf(await client.get('/v1/certification')), 'certification.json'))
    expect(statement).toMatchObject({ code: 'JS-PRACTICE-01', origin: platform.origin, descriptorDigest: sha256(canonical(descriptor)) })
  })

  it('receipt of a publication', async () => {
    const agency = await TestClient.loggedIn(platform, 'agency')
    const answer = await agency.publish('T-9', tenderPackage(platform.practice, { id: 'T-9' }))
    const receipt = publicationReceipt.parse(checkWithOpenssl(await bytesOf(answer), 'receipt.json'))
    expect(receipt).toMatchObject({ tender: 'T-9', sequence: 0, publisher: { name: '苏州诚衡工程咨询有限公司' } })
  })

  it('receipts, closing statement and the proof that ties them', async () => {
    const bidder = await Bidder.of(platform, tender, 'bidder-a')
    const receipt = await bytesOf(await bidder.submit())
    const value = submissionReceipt.parse(checkWithOpenssl(receipt, 'receipt.json'))
    expect(value).toMatchObject({ type: 'submit', bid: { digest: bidder.bid.digest, size: bidder.bid.bytes.length }, bidder: { name: '江苏太湖建设集团有限公司' } })
    expect(Date.parse(value.receivedAt) - Date.parse(beginning)).toBeLessThan(120_000)
    platform.faults.wrongReceipt()
    bidder.seal({ total: '1.00' })
    const wrong = submissionReceipt.parse(checkWithOpenssl(await bytesOf(await bidder.send('replace')), 'receipt.json'))
    expect(wrong.bid.digest).not.toBe(bidder.bid.digest)

    await setClock(platform.origin, { time: deadline })
    const closing = closingStatement.parse(checkWithOpenssl(await bytesOf(await bidder.client.get(`${bidder.lotPath}/closing`)), 'receipt.json'))
    expect(closing.log.size).toBe(2)
    const proof = inclusionProof.parse(await (await bidder.client.get(`${bidder.lotPath}/closing/proofs/${sha256(receipt)}`)).json())
    const leaf = Buffer.from(sha256(Buffer.of(0), Buffer.from(sha256(receipt), 'hex')), 'hex')
    expect(sha256(Buffer.of(1), leaf, Buffer.from(proof.path[0]!, 'hex'))).toBe(closing.log.root)
    expect([proof.index, proof.size, proof.root, proof.path.length]).toEqual([0, 2, closing.log.root, 1])
    const again = await bytesOf(await bidder.client.get(`${bidder.lotPath}/closing`))
    await platform.restart()
    expect((await bytesOf(await bidder.client.get(`${bidder.lotPath}/closing`))).equals(again)).toBe(true)
  })
})
