import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bid } from '../../interface/schemas/bid.ts'
import type { Tender } from '../../interface/schemas/tender.ts'
import type { IdentityName } from '../../platform/practice/identities.ts'
import type { SealedEnvelope, TestMember } from './containers.ts'
import { container, json, sealEnvelope, sha256 } from './containers.ts'
import { partyOf } from './platform.ts'

/** A small tender for tests: two envelopes, one lot. */
export interface TenderChoice {
  id?: string
  control?: Tender['sealing']['control']
  deadline?: string
  stages?: Tender['sealing']['stages']
  remedy?: Tender['remedy']
  sequence?: number
  supersedes?: string | null
  platform?: string
}

export const deadline = '2026-03-02T02:00:00Z'

export function tenderJson(practice: string, choice: TenderChoice = {}): Tender {
  const ends = choice.deadline ?? deadline
  const pem = (name: string): string => readFileSync(join(practice, `${name}-encrypt.pem`), 'utf8')
  const announced = { id: 'total', title: '投标总价', type: 'amount', required: true, announce: true } as const
  return {
    format: 'sealbid/tender/1', ocid: 'ocds-test-0001', language: 'zh', platform: { code: choice.platform ?? 'JS-PRACTICE-01', origin: 'http://127.0.0.1:8470' },
    parties: [{ ...partyOf('tenderer'), roles: ['buyer'] }, { ...partyOf('agency'), roles: ['procuringEntity'] }],
    response: {
      sections: [
        { id: 'letter', title: '投标函', envelope: 'business', kind: 'form', required: true, form: { fields: [{ id: 'valid', title: '有效期', type: 'integer', required: true }] } },
        { id: 'price', title: '报价表', envelope: 'price', kind: 'form', required: true, form: { fields: [announced, { id: 'note', title: '说明', type: 'text', required: false }] } },
      ],
    },
    evaluation: { criteria: [] },
    limits: { bytesPerFile: 10_000_000, bytesPerBid: 100_000_000, fileNameLength: 100 },
    price: { currency: 'CNY', decimals: 2, total: { section: 'price', field: 'total' } },
    remedy: choice.remedy ?? { ways: ['backup-certificate', 'capsule'], windowMinutes: 20 },
    sequence: choice.sequence ?? 0, supersedes: choice.supersedes ?? null,
    tender: {
      id: choice.id ?? 'T-1', title: '测试工程', procurementMethod: 'open', mainProcurementCategory: 'works',
      tenderPeriod: { endDate: ends }, lots: [{ id: '1', title: '一标段' }], documents: [],
    },
    sealing: {
      suites: ['intl'], envelopes: [{ id: 'business', title: '商务' }, { id: 'price', title: '报价' }],
      control: choice.control ?? 'bidder+tenderer',
      stages: choice.stages ?? [{ id: 's1', envelopes: ['business', 'price'], openingTime: ends, windowMinutes: 30 }],
      openingCertificates: [
        { role: 'main', certificate: pem('tenderer'), keyTransport: 'rsa-oaep-sha256' },
        { role: 'backup', certificate: pem('tenderer-backup'), keyTransport: 'rsa-oaep-sha256' },
      ],
    },
  }
}

export function tenderPackage(practice: string, choice: TenderChoice = {}, signer = 'agency'): Buffer {
  return container(practice, signer, [json('tender.json', tenderJson(practice, choice))])
}

export interface BidChoice {
  /** Who signs the bid file; `innerSigner` the envelope containers. */
  signer?: string
  innerSigner?: string
  total?: string
  /** Bytes of ballast in the business envelope. */
  ballast?: number
  /** What the response names instead of this tender's digest. */
  responseDigest?: string
  commitment?: string
  change?: (bid: Bid) => object
  extra?: TestMember[]
}

export interface SealedBid { bytes: Buffer, digest: string, envelopes: SealedEnvelope[], bidder: IdentityName }

/** Encrypting is the slow part; tests that differ only outside the envelopes share them. */
const sealed = new Map<string, SealedEnvelope[]>()

/** Seals a bid for a published package. */
export function sealBid(practice: string, tender: Tender, tenderDigest: string, bidder: IdentityName, choice: BidChoice = {}): SealedBid {
  const reference = { id: tender.tender.id, digest: tenderDigest, sequence: tender.sequence }
  const isNested = tender.sealing.control === 'bidder+tenderer'
  const sections = { business: { letter: { form: { valid: '90' } } }, price: { price: { form: { total: choice.total ?? '1200000.00', note: '含税' } } } }
  const { signer: _signer, change: _change, extra: _extra, ...inside } = choice
  const key = JSON.stringify([tenderDigest, bidder, inside])
  const envelopes = sealed.get(key) ?? (['business', 'price'] as const).map((id) => {
    const response = {
      format: 'sealbid/response/1', tender: { ...reference, digest: choice.responseDigest ?? tenderDigest }, lot: '1', envelope: id,
      bidder: partyOf(bidder), sections: sections[id],
    }
    const ballast = id === 'business' && choice.ballast !== undefined ? [{ name: 'documents/ballast.bin', bytes: new Uint8Array(choice.ballast) }] : []
    const plain = container(practice, choice.innerSigner ?? bidder, [json('response.json', response), ...ballast])
    return sealEnvelope(practice, id, plain, bidder, isNested, choice.commitment === undefined ? undefined : { commitment: choice.commitment })
  })
  sealed.set(key, envelopes)
  const header = {
    format: 'sealbid/bid/1', tender: reference, platform: 'JS-PRACTICE-01', lot: '1', bidder: partyOf(bidder), suite: 'intl',
    control: tender.sealing.control, segmentSize: 16 * 1024 * 1024, envelopes: envelopes.map((each) => each.header),
    tool: { name: 'test', version: '1' },
  } as Bid
  const members = [
    json('bid.json', choice.change?.(header) ?? header), ...envelopes.map((each) => each.members.key), ...envelopes.flatMap((each) => each.members.segments),
    ...(choice.extra ?? []),
  ]
  const bytes = container(practice, choice.signer ?? bidder, members)
  return { bytes, digest: sha256(bytes), envelopes, bidder }
}
