import type { TenderDefinition } from '../../interface/schemas/tender.ts'
import { amendedItems, amendment, type Item, items } from './items.ts'
import { evaluation } from './criteria.ts'
import { agency, dates, project, spoken, tenderer } from './project.ts'
import { sections } from './sections.ts'

type Document = TenderDefinition['tender']['documents'][number]

const document = (id: string, file: string, title: string, documentType: string): Document => ({ id, file, title, documentType, format: 'application/pdf' })

export const tenderDocuments: readonly Document[] = [
  document('notice', '01-notice.pdf', '第一章 招标公告', 'tenderNotice'),
  document('instructions', '02-instructions.pdf', '第二章 投标须知', 'biddingDocuments'),
  document('evaluation', '03-evaluation.pdf', '第三章 评标办法', 'evaluationCriteria'),
  document('contract', '04-contract.pdf', '第四章 合同专用条款（节选）', 'contractDraft'),
  document('boq', '05-boq.pdf', '第五章 工程量清单（节选）', 'billOfQuantity'),
  document('specification', '06-specification.pdf', '第七章 技术标准和要求（节选）', 'technicalSpecifications'),
  document('forms', '07-forms.pdf', '第八章 投标文件格式', 'biddingDocuments'),
]

export const addendumDocument = document('addendum-1', '08-addendum-1.pdf', '答疑补遗书（第 1 号）', 'clarifications')

const partyOf = ({ id, name, address, contact, telephone, email }: typeof agency, role: 'buyer' | 'procuringEntity'): TenderDefinition['parties'][number] =>
  ({ id, name, roles: [role], address: { streetAddress: address }, contactPoint: { name: contact, telephone, email } })

const parties = [partyOf(tenderer, 'buyer'), partyOf(agency, 'procuringEntity')]

function definition(lines: readonly Item[], deadline: string, documents: readonly Document[]): TenderDefinition {
  const value = { amount: project.ceiling, currency: 'CNY' }
  return {
    ocid: `ocds-sb2026-${project.id}`,
    language: 'zh',
    platform: { code: 'JS-PRACTICE-01', origin: 'http://127.0.0.1:8470' },
    parties,
    tender: {
      id: project.id,
      title: project.title,
      description: '现状规模 4.0 万 m³/d，出水由一级 A 提标至苏州特别排放限值；新建提升泵房、高效沉淀池、反硝化深床滤池、接触池、加药间及变配电间，改造既有生物池，配套管线、电气自控、道路及绿化恢复。不停产施工。',
      procurementMethod: 'open',
      mainProcurementCategory: 'works',
      value,
      enquiryPeriod: { startDate: dates.notice, endDate: dates.questions },
      tenderPeriod: { startDate: dates.notice, endDate: deadline },
      lots: [{ id: project.lot, title: project.title, description: '施工图及工程量清单范围内的全部内容，工期 240 日历天。', value }],
      milestones: [{ id: 'questions', title: '提出疑问的截止时间', type: 'preProcurement', dueDate: dates.questions }],
      documents: [...documents],
    },
    response: { sections: sections(lines) },
    evaluation,
    limits: { bytesPerFile: 209_715_200, bytesPerBid: 2_147_483_648, fileNameLength: 100 },
    price: {
      currency: 'CNY',
      decimals: 2,
      ceilings: { [project.lot]: project.ceiling },
      total: { section: 'bid-letter', field: 'totalPrice', words: 'totalPriceInWords', schedule: 'price-schedule' },
    },
    remedy: { ways: ['backup-certificate', 'capsule'], windowMinutes: 30 },
    sealing: {
      suites: ['intl'],
      envelopes: [{ id: 'business', title: '商务标' }, { id: 'technical', title: '技术标' }, { id: 'price', title: '报价标' }],
      control: 'bidder+tenderer',
      stages: [{ id: 'opening', title: '开标', envelopes: ['business', 'technical', 'price'], openingTime: deadline, windowMinutes: 60 }],
      openingCertificates: [
        { role: 'main', path: '../pki/tenderer-encrypt.pem', keyTransport: 'rsa-oaep-sha256' },
        { role: 'backup', path: '../pki/tenderer-backup-encrypt.pem', keyTransport: 'rsa-oaep-sha256' },
      ],
    },
  }
}

export const tenderDefinition: TenderDefinition = definition(items, dates.deadline, tenderDocuments)

export const addendumDefinition: TenderDefinition = {
  ...definition(amendedItems, dates.extendedDeadline, [...tenderDocuments, addendumDocument]),
  changes: [
    `1. 工程量清单项目 ${amendment.item}“生物池悬浮填料（MBBR）”工程量由 ${amendment.from}m³ 调整为 ${amendment.to}m³，其余特征不变，投标人按调整后的工程量报价。`,
    `2. 投标截止时间及开标时间由 ${spoken(dates.deadline)}延至 ${spoken(dates.extendedDeadline)}。`,
    '3. 对投标人所提疑问的答复见《答疑补遗书（第 1 号）》。最高投标限价不变。招标文件与本补遗不一致的，以本补遗为准。',
  ].join('\n'),
}
