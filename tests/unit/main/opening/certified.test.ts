import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PlatformClient } from '../../../../interface/client.ts'
import { logIn } from '../../../../interface/flows.ts'
import type { Certification, Descriptor } from '../../../../interface/schemas/platform.ts'
import { canonical } from '../../../../interface/canonical.ts'
import { builtInTrust } from '../../../../main/certificates/trust.ts'
import type { TrustContext } from '../../../../main/container/verify.ts'
import { acceptPlatform } from '../../../../main/opening/certified.ts'
import { digestOf, forge, type Forgery } from '../../../support/forge.ts'
import { inJson, Liar } from '../../../support/liar.ts'
import { Party } from '../../../support/party.ts'
import { beginning, testPlatform, type TestPlatform } from '../../../support/platform.ts'

/** Which platforms main talks to at all, and what a signature for one is worth at another. */

let platform: TestPlatform
let liar: Liar
let party: Party
let descriptor: Descriptor
let context: TrustContext

beforeAll(async () => {
  platform = await testPlatform()
  liar = await Liar.before(platform.origin)
  party = await Party.at(platform, 'bidder-a')
  descriptor = await party.client.descriptor()
  context = party.workspace.context
})
afterAll(async () => {
  await party.end()
  await liar.end()
  await platform.end()
})

/** A statement like the practice certifier's, about `about`, with something changed. */
function statement(about: Descriptor, change: Partial<Certification> = {}, forgery: Forgery = {}): Promise<Buffer> {
  const content: Certification = {
    format: 'sealbid/certification/1', code: about.code, origin: about.origin, descriptorDigest: digestOf(canonical(about)), scope: ['trading'],
    validFrom: '2026-01-01T00:00:00Z', validTo: '2026-12-31T00:00:00Z', ...change,
  }
  return forge(platform.practice, 'certification.json', content, { signer: 'certifier', at: beginning, ...forgery })
}

describe('a platform is accepted only under a statement that covers it', () => {
  test('the statement of a trusted body, for this descriptor, origin and time', async () => {
    const accepted = await acceptPlatform(descriptor, await statement(descriptor), platform.origin, context)
    expect(accepted).toMatchObject({ origin: platform.origin, descriptor: { code: descriptor.code } })
  })

  test.each([
    ['for another origin', { origin: 'http://127.0.0.1:1' }, {}],
    ['for another platform', { code: 'JS-OTHER-02' }, {}],
    ['for another scope', { scope: ['supervision'] }, {}],
    ['that has ended', { validTo: '2026-02-01T00:00:00Z' }, {}],
    ['that has not begun', { validFrom: '2026-06-01T00:00:00Z' }, {}],
    ['for another descriptor', { descriptorDigest: 'ab'.repeat(32) }, {}],
    ['by somebody who is no certification body', {}, { signer: 'bidder-b' }],
    ['by the platform itself', {}, { signer: 'platform' }],
  ] as [string, Partial<Certification>, Forgery][])('a statement %s is refused', async (_what, change, forgery) => {
    await expect(acceptPlatform(descriptor, await statement(descriptor, change, forgery), platform.origin, context)).rejects.toMatchObject({ code: 'platform-uncertified' })
  })

  test.each([
    ['another opening certificate', (value: Descriptor) => ({ ...value, certificates: { ...value.certificates, opening: { ...value.certificates.opening, certificate: value.certificates.receipts } } })],
    ['another timestamp authority', (value: Descriptor) => ({ ...value, timestampAuthority: 'http://127.0.0.1:1/tsa' })],
    ['other limits', (value: Descriptor) => ({ ...value, limits: { ...value.limits, bytesPerBid: 1 } })],
  ])('%s after the certification is refused', async (_what, change) => {
    liar.repent()
    liar.tell('GET', /tendering-platform/, inJson(change))
    const told = await new PlatformClient(liar.origin).descriptor()
    await expect(acceptPlatform(told, await party.client.certification(), platform.origin, context)).rejects.toMatchObject({ code: 'platform-uncertified' })
  })

  test('the real descriptor and statement at another address are refused', async () => {
    await expect(acceptPlatform(descriptor, await party.client.certification(), liar.origin, context)).rejects.toMatchObject({ code: 'platform-uncertified' })
  })

  test('certificates that may not do what the descriptor says are refused', async () => {
    const { receipts, opening } = descriptor.certificates
    const crossed = { ...descriptor, certificates: { receipts: opening.certificate, opening: { ...opening, certificate: receipts } } }
    await expect(acceptPlatform(crossed, await statement(crossed), platform.origin, context)).rejects.toMatchObject({ code: 'platform-uncertified' })
  })

  test('practice is refused by the production profile', async () => {
    const production = { ...context, trust: builtInTrust() }
    await expect(acceptPlatform(descriptor, await party.client.certification(), platform.origin, production)).rejects.toMatchObject({ code: 'practice-certificate' })
    const disguised = { ...descriptor, practice: false }
    await expect(acceptPlatform(disguised, await statement(disguised), platform.origin, production)).rejects.toMatchObject({ code: 'platform-uncertified' })
  })
})

describe('a login is worth nothing elsewhere', () => {
  test('a challenge of one platform, relayed by another that is certified too', async () => {
    // The liar is certified for its own address, hands out the challenges of the real platform and hands logins on to it.
    const evil = { ...descriptor, origin: liar.origin }
    const certified = await acceptPlatform(evil, await statement(evil), liar.origin, context)
    liar.repent()
    const client = new PlatformClient(liar.origin)
    await expect(logIn({ client, side: party.sideWith({ platform: certified }) })).rejects.toMatchObject({ code: 'platform-mismatch' })
    const [login] = liar.asked('POST', /\/v1\/sessions$/)
    expect(JSON.parse(login?.body.toString('utf8') ?? '')).toMatchObject({ message: { type: 'login', origin: liar.origin } })
    expect(client.token).toBeNull()
  })

  test('code and origin come from the connection, whatever the draft says', async () => {
    const draft = { type: 'login', platform: 'JS-OTHER-02', origin: 'https://other.example' } as const
    const { message } = await party.side.sign(draft, 'A'.repeat(22))
    expect(message).toMatchObject({ platform: descriptor.code, origin: platform.origin, nonce: 'A'.repeat(22) })
  })

  test('a signed login is no release', async () => {
    const signed = await party.side.sign({ type: 'login' })
    await expect(party.client.release('T-1', '1', signed)).rejects.toMatchObject({ code: 'bad-input' })
  })

  test('a challenge is used up by the first login', async () => {
    const { nonce } = await party.client.challenge()
    const signed = await party.side.sign({ type: 'login' }, nonce)
    await new PlatformClient(platform.origin).login(signed)
    await expect(new PlatformClient(platform.origin).login(signed)).rejects.toMatchObject({ code: 'challenge-unknown' })
  })
})

test('addresses that are no platform\'s', () => {
  for (const origin of ['http://platform.example', 'ftp://127.0.0.1', 'file:///etc/passwd', 'nowhere', '']) {
    expect(() => new PlatformClient(origin), origin).toThrow(expect.objectContaining({ code: 'bad-input' }))
  }
})
