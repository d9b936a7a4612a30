import { join } from 'node:path'
import type { FormField, Section, TenderDefinition } from '../../interface/schemas/tender.ts'
import { identities, type IdentityName } from '../../platform/practice/identities.ts'
import type { DeskOptions } from './desk.ts'

const party = (name: IdentityName): { id: string, name: string } => {
  const { id, organisation } = identities.find((each) => each.name === name)!
  return { id, name: organisation }
}

const form = (id: string, title: string, envelope: string, field: FormField): Section =>
  ({ id, title, envelope, kind: 'form', required: true, form: { fields: [field] } })

const deadline = '2026-03-09T09:30:00+08:00'

/** The smallest tender that uses all parts of a bid: two envelopes, forms, one attachment. */
export function smallDefinition(practice: string, { control = 'bidder+tenderer', bytesPerBid = 200_000_000, priceLot }: DeskOptions): TenderDefinition {
  return {
    ocid: 'ocds-test-0001', language: 'zh', platform: { code: 'JS-PRACTICE-01', origin: 'http://127.0.0.1:8470' },
    parties: [{ ...party('tenderer'), roles: ['buyer'] }, { ...party('agency'), roles: ['procuringEntity'] }],
    response: {
      sections: [
        form('letter', '投标函', 'business', { id: 'valid', title: '有效期', type: 'integer', required: true }),
        { id: 'plan', title: '施工组织设计', envelope: 'business', kind: 'file', required: true },
        { ...form('price', '报价', 'price', { id: 'total', title: '总价', type: 'amount', required: true }), ...(priceLot === undefined ? {} : { lots: [priceLot] }) },
      ],
    },
    evaluation: { criteria: [] },
    limits: { bytesPerFile: 200_000_000, bytesPerBid, fileNameLength: 100 },
    price: { currency: 'CNY', decimals: 2, ...(priceLot === undefined ? { total: { section: 'price', field: 'total' } } : {}) },
    remedy: { ways: ['backup-certificate', 'capsule'], windowMinutes: 20 },
    tender: {
      id: 'T-1', title: '测试工程', procurementMethod: 'open', mainProcurementCategory: 'works', tenderPeriod: { endDate: deadline },
      lots: [{ id: '1', title: '一标段' }, ...(priceLot === undefined ? [] : [{ id: priceLot, title: '二标段' }])], documents: [{ id: 'notice', title: '公告', documentType: 'tenderNotice', file: 'notice.txt' }],
    },
    sealing: {
      suites: ['intl'], envelopes: [{ id: 'business', title: '商务' }, { id: 'price', title: '报价' }], control,
      stages: [{ id: 'opening', envelopes: ['business', 'price'], openingTime: deadline, windowMinutes: 30 }],
      openingCertificates: control === 'bidder' ? [] : [
        { role: 'main', path: join(practice, 'tenderer-encrypt.pem') }, { role: 'backup', path: join(practice, 'tenderer-backup-encrypt.pem') },
      ],
    },
  }
}
