import type { Section } from '../../interface/schemas/tender.ts'
import type { Item } from './items.ts'
import { project } from './project.ts'

/** The response structure (投标文件组成): what a bid must hold, envelope by envelope. */

const pdf = ['application/pdf']
const sealed = { required: true, where: '首页加盖投标人电子印章' }

const qualification: Section = {
  id: 'qualification', title: '资格审查资料', envelope: 'business', kind: 'file', required: true, accept: pdf, seal: sealed,
  instructions: '按第八章格式编制，含投标人基本情况表、资质证书、安全生产许可证、类似业绩、拟派项目经理资料、财务状况及信誉声明。',
  limits: { bytes: 104_857_600, pages: 300 },
}

const commitment: Section = {
  id: 'commitment', title: '投标函附录', envelope: 'business', kind: 'form', required: true,
  instructions: '各项承诺不得低于招标文件要求，否则其投标将被否决。',
  form: {
    fields: [
      { id: 'duration', title: '工期', type: 'integer', required: true, unit: '日历天', minimum: '1', maximum: String(project.days), announce: true },
      { id: 'quality', title: '质量标准', type: 'choice', required: true, choices: ['合格', '合格，并争创“扬子杯”优质工程'], announce: true },
      { id: 'manager', title: '项目经理', type: 'text', required: true, maxLength: 40, announce: true },
      { id: 'managerRegistration', title: '项目经理注册编号', type: 'text', required: true, maxLength: 40 },
      { id: 'validity', title: '投标有效期', type: 'integer', required: true, unit: '天', minimum: String(project.validityDays) },
      { id: 'defectsLiability', title: '缺陷责任期', type: 'integer', required: true, unit: '个月', minimum: '24', maximum: '24' },
    ],
  },
}

const integrity: Section = {
  id: 'integrity', title: '诚信投标承诺书', envelope: 'business', kind: 'statement', required: true,
  instructions: '我方承诺：所提交资料真实、合法、有效；不与他人串通投标，不以他人名义投标，不弄虚作假；未被列入失信被执行人名单；如有违反，自愿接受行政监督部门的处理并承担由此产生的一切责任。',
  form: { fields: [{ id: 'accepted', title: '我方已阅读并作出上述承诺', type: 'boolean', required: true }] },
}

const businessScans: Section = {
  id: 'evidence-scans', title: '资格证明材料扫描件', envelope: 'business', kind: 'file', required: false, accept: pdf,
  instructions: '证书、合同、竣工验收资料等原件的扫描件，可选。', limits: { bytes: 104_857_600 },
}

/** Rules of the blind part; the technical bid is judged without knowing whose it is. */
export const blindRules = [
  '不得出现投标人名称、人员姓名、联系方式、企业标识、既往业绩项目名称等可识别投标人身份的内容',
  'A4 纸纵向，正文宋体小四号、黑色，标题与正文同字号且不加粗，不得使用彩色文字',
  '不设封面、页眉，页码以阿拉伯数字居中置于页脚，从 1 连续编号',
  '电子文件属性中不得含有作者、单位、编制软件用户名等信息',
  '正文（不含附图）不超过 80 页',
]

const constructionPlan: Section = {
  id: 'construction-plan', title: '施工组织设计', envelope: 'technical', kind: 'file', required: true, accept: pdf, blind: { rules: blindRules },
  instructions: '本部分为暗标，按评标办法前附表所列评审内容依次编制。', limits: { bytes: 104_857_600, pages: 80 },
}

const schedulePlan: Section = {
  id: 'schedule-plan', title: '施工进度计划', envelope: 'technical', kind: 'file', required: false, accept: pdf, blind: { rules: blindRules.slice(0, 4) },
  instructions: '施工总进度横道图或网络图，可选；本部分为暗标。', limits: { bytes: 52_428_800 },
}

const drawings: Section = {
  id: 'drawing-scans', title: '施工附图扫描件', envelope: 'technical', kind: 'file', required: false, accept: pdf, blind: { rules: blindRules.slice(0, 1) },
  instructions: '施工总平面布置图、导流示意图等附图，可选；本部分为暗标。', limits: { bytes: 104_857_600 },
}

const bidLetter: Section = {
  id: 'bid-letter', title: '投标函', envelope: 'price', kind: 'form', required: true,
  instructions: '投标总价应与已标价工程量清单合计一致；大写与小写不一致的，以大写为准。',
  form: {
    fields: [
      { id: 'totalPrice', title: '投标总价', type: 'amount', required: true, unit: '元', minimum: '0.01', maximum: project.ceiling, announce: true },
      { id: 'totalPriceInWords', title: '投标总价（大写）', type: 'amount-in-words', required: true, announce: true },
    ],
  },
}

const priceSchedule = (items: readonly Item[]): Section => ({
  id: 'price-schedule', title: '分部分项及措施项目清单与计价表', envelope: 'price', kind: 'price-schedule', required: true,
  instructions: '综合单价为含税全费用单价，逐项填报，不得改动项目、单位和工程量。安全文明施工措施、暂列金额为不可竞争费用，按给定金额填报。',
  schedule: {
    columns: [
      { id: 'item', title: '项目编码', by: 'tenderer' }, { id: 'title', title: '项目名称', by: 'tenderer' },
      { id: 'description', title: '项目特征', by: 'tenderer' }, { id: 'unit', title: '计量单位', by: 'tenderer' },
      { id: 'quantity', title: '工程量', by: 'tenderer' }, { id: 'unitPrice', title: '综合单价（元）', by: 'bidder' },
    ],
    items: items.map(({ id, title, description, unit, quantity, fixed, base }) =>
      ({ id, title, description: fixed ? `${description}（${base} 元）` : description, unit, quantity })),
  },
})

const boqBook: Section = {
  id: 'boq-book', title: '已标价工程量清单', envelope: 'price', kind: 'file', required: true, accept: pdf, seal: sealed,
  instructions: '含封面、总说明、汇总表及计价表，与“分部分项及措施项目清单与计价表”一致。', limits: { bytes: 104_857_600 },
}

export const sections = (items: readonly Item[]): Section[] => [
  qualification, commitment, integrity, businessScans, constructionPlan, schedulePlan, drawings, bidLetter, priceSchedule(items), boqBook,
]
