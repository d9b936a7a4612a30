import { tenderSchema, type Tender } from '../../../../interface/schemas/tender.ts'

const field = (id: string, type: string, more: object = {}): object => ({ id, title: id, type, required: false, ...more })

/** A small works tender with one section of each kind; lot 2 asks for a survey in addition. */
export const aTender = (): Tender => tenderSchema.parse({
  format: 'sealbid/tender/1',
  ocid: 'ocds-test-1',
  language: 'zh',
  platform: { code: 'TEST-PLATFORM', origin: 'https://platform.example' },
  parties: [{ id: '91320500MA1XYRDX0A', name: '某市水务投资有限公司', roles: ['buyer'] }],
  sequence: 0,
  supersedes: null,
  tender: {
    id: 'tender-1',
    title: '第二污水处理厂一期工程施工',
    procurementMethod: 'open',
    mainProcurementCategory: 'works',
    tenderPeriod: { endDate: '2026-12-01T09:30:00+08:00' },
    lots: [{ id: '1', title: '土建' }, { id: '2', title: '设备' }],
    documents: [],
  },
  response: {
    sections: [
      { id: 'qualification', title: '资格审查资料', envelope: 'business', kind: 'file', required: true, accept: ['application/pdf'], limits: { bytes: 5_000 } },
      { id: 'drawings', title: '附图', envelope: 'technical', kind: 'file', required: false, accept: ['image/png', 'application/x-drawing'] },
      { id: 'anything', title: '其他材料', envelope: 'technical', kind: 'file', required: false },
      {
        id: 'letter', title: '投标函附录', envelope: 'business', kind: 'form', required: true, form: { fields: [
          field('manager', 'text', { required: true, maxLength: 4 }),
          field('days', 'integer', { minimum: '30', maximum: '240' }),
          field('rate', 'number', { minimum: '0.5', maximum: '99.5' }),
          field('start', 'date', { minimum: '2027-01-01', maximum: '2027-12-31' }),
          field('deposit', 'amount', { minimum: '1000.00' }),
          field('grade', 'choice', { choices: ['合格', '优良'] }),
          field('local', 'boolean'),
          field('spoken', 'amount-in-words'),
        ] },
      },
      { id: 'integrity', title: '诚信承诺', envelope: 'business', kind: 'statement', required: true },
      { id: 'survey', title: '现场勘察', envelope: 'technical', kind: 'file', required: true, lots: ['2'] },
      { id: 'bill', title: '清单文件', envelope: 'price', kind: 'boq', required: false, accept: ['application/xml'] },
      {
        id: 'prices', title: '报价清单', envelope: 'price', kind: 'price-schedule', required: true, schedule: {
          columns: [{ id: 'unit-price', title: '单价', by: 'bidder' }],
          items: [
            { id: 'earth', title: '土方', unit: 'm³', quantity: '3' },
            { id: 'pipe', title: '管道', unit: 'm', quantity: '0.5' },
          ],
        },
      },
      {
        id: 'offer', title: '投标函', envelope: 'price', kind: 'form', required: true, form: { fields: [
          field('total', 'amount', { required: true }), field('words', 'amount-in-words', { required: true }),
        ] },
      },
    ],
  },
  evaluation: { criteria: [] },
  limits: { bytesPerFile: 8_000, bytesPerBid: 10_000, fileNameLength: 100 },
  price: {
    currency: 'CNY', decimals: 2, ceilings: { 1: '100.00' },
    total: { section: 'offer', field: 'total', words: 'words', schedule: 'prices' },
  },
  sealing: {
    suites: ['intl'],
    envelopes: [{ id: 'business', title: '商务' }, { id: 'technical', title: '技术' }, { id: 'price', title: '报价' }],
    control: 'bidder',
    stages: [{ id: 'all', envelopes: ['business', 'technical', 'price'], openingTime: '2026-12-01T09:30:00+08:00', windowMinutes: 30 }],
    openingCertificates: [],
  },
  remedy: { ways: ['capsule'], windowMinutes: 30 },
})
