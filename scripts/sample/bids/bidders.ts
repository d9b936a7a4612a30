import { bidders } from '../project.ts'

/** The two bidders of the sample. Persons, numbers and records are made up. */
export interface Bidder {
  folder: string
  id: string
  name: string
  representative: string
  address: string
  founded: string
  capital: string
  licence: string
  safetyLicence: string
  staff: [total: number, engineers: number, constructors: number]
  manager: string
  registration: string
  days: number
  quality: string
  validity: number
  hasSchedule: boolean
  works: readonly { name: string, owner: string, scale: string, price: string, completed: string }[]
  team: readonly [post: string, name: string, title: string, certificate: string][]
  finance: readonly [year: string, assets: string, revenue: string, profit: string][]
}

export const bidderA: Bidder = {
  ...bidders.a,
  folder: 'bidder-a',
  representative: '周启明',
  address: '苏州市吴越区太湖大道 566 号',
  founded: '1999 年 6 月 18 日',
  capital: '30600 万元',
  licence: 'D132059901（市政公用工程施工总承包壹级、建筑工程施工总承包壹级）',
  safetyLicence: '（苏）JZ 安许证字〔2024〕059901，有效期至 2027 年 8 月 30 日',
  staff: [486, 173, 64],
  manager: '沈立群',
  registration: '苏1322020202100187',
  days: 230,
  quality: '合格，并争创“扬子杯”优质工程',
  validity: 90,
  hasSchedule: true,
  works: [
    { name: '澄湖污水处理厂二期扩建工程施工', owner: '苏州市吴越区澄湖水务有限公司', scale: '3.0 万 m³/d', price: '4218.60', completed: '2024 年 9 月' },
    { name: '北塘污水处理厂提标改造工程施工', owner: '北塘水环境投资有限公司', scale: '5.0 万 m³/d', price: '3675.20', completed: '2023 年 5 月' },
    { name: '青浦荡再生水厂工程施工', owner: '青浦荡生态建设有限公司', scale: '2.5 万 m³/d', price: '2982.75', completed: '2022 年 11 月' },
  ],
  team: [
    ['项目经理', '沈立群', '高级工程师', '一级注册建造师（市政公用工程），安考 B 证'], ['技术负责人', '吴慧琳', '高级工程师', '市政工程专业，从业 16 年'],
    ['施工员', '钱志远', '工程师', '市政施工员证'], ['质量员', '孙晓岚', '工程师', '市政质量员证'], ['安全员', '许建国', '工程师', '安考 C 证'],
    ['安全员', '马跃', '助理工程师', '安考 C 证'], ['机电工程师', '蒋承泽', '工程师', '一级注册建造师（机电工程）'], ['造价员', '丁雨桐', '工程师', '一级造价工程师'],
  ],
  finance: [['2023', '158620.45', '212408.30', '6842.17'], ['2024', '171355.82', '226190.74', '7105.66'],
  ['2025', '183904.11', '239867.92', '7433.05']],
}

export const bidderB: Bidder = {
  ...bidders.b,
  folder: 'bidder-b',
  representative: '韩致远',
  address: '常州市运河新城通济路 29 号',
  founded: '2018 年 3 月 9 日',
  capital: '12000 万元',
  licence: 'D232059902（市政公用工程施工总承包贰级、环保工程专业承包贰级）',
  safetyLicence: '（苏）JZ 安许证字〔2025〕059902，有效期至 2028 年 4 月 16 日',
  staff: [214, 78, 29],
  manager: '陆文轩',
  registration: '苏1322019202003356',
  days: 236,
  quality: '合格',
  validity: 120,
  hasSchedule: false,
  works: [
    { name: '通济污水处理厂提标扩容工程施工', owner: '运河新城水务投资有限公司', scale: '2.0 万 m³/d', price: '2465.90', completed: '2025 年 1 月' },
    { name: '西滆工业污水集中处理厂工程施工', owner: '西滆环境科技有限公司', scale: '2.2 万 m³/d', price: '3120.44', completed: '2023 年 12 月' },
  ],
  team: [
    ['项目经理', '陆文轩', '工程师', '一级注册建造师（市政公用工程），安考 B 证'], ['技术负责人', '谢朝晖', '高级工程师', '给排水专业，从业 14 年'],
    ['施工员', '贺子昂', '工程师', '市政施工员证'], ['质量员', '潘静怡', '助理工程师', '市政质量员证'], ['安全员', '高峻', '工程师', '安考 C 证'],
    ['资料员', '杜若溪', '助理工程师', '市政资料员证'], ['机电工程师', '石磊', '工程师', '二级注册建造师（机电工程）'],
  ],
  finance: [['2023', '42116.37', '58902.18', '1984.60'], ['2024', '47820.95', '66351.02', '2216.48'], ['2025', '51973.28', '70448.86', '2350.91']],
}
