import { identities } from '../../platform/practice/identities.ts'

/** Facts that every document of the sample repeats. Project, places and persons are made up; telephone numbers cannot be dialled. */

const organisation = (name: string) => {
  const identity = identities.find((each) => each.name === name)
  if (identity === undefined) throw new Error(`no practice identity ${name}`)
  return { id: identity.id, name: identity.organisation }
}

export const agency = { ...organisation('agency'), address: '苏州市吴越区澄湖路 188 号诚衡大厦 9 楼', contact: '顾文澜', telephone: '0512-00001867', email: 'zb@chengheng.example' }
export const tenderer = { ...organisation('tenderer'), address: '苏州市吴越区水厂路 6 号', contact: '陆亦舟', telephone: '0512-00003302', email: 'jsb@wyws.example' }
export const bidders = { a: organisation('bidder-a'), b: organisation('bidder-b') }

export const project = {
  id: 'SZWY2026-SG-0187',
  lot: '1',
  name: '吴越第二污水处理厂提标改造工程',
  title: '吴越第二污水处理厂提标改造工程施工',
  approval: '吴越审批投〔2026〕86 号',
  place: '苏州市吴越区澄湖镇水厂路 6 号（现状吴越第二污水处理厂红线内）',
  days: 240,
  validityDays: 90,
  bond: '500000.00',
  ceiling: '29168000.00',
  provisional: '800000.00',
  safety: '612000.00',
} as const

export const dates = {
  notice: '2026-12-01T09:00:00+08:00',
  questions: '2026-12-11T17:00:00+08:00',
  addendum: '2026-12-14T09:00:00+08:00',
  deadline: '2026-12-22T09:30:00+08:00',
  extendedDeadline: '2026-12-29T09:30:00+08:00',
} as const

/** `2026 年 12 月 22 日 9 时 30 分` */
export function spoken(time: string): string {
  const [, year, month, day, hour, minute] = /^(\d+)-(\d+)-(\d+)T(\d+):(\d+)/.exec(time) ?? []
  return `${year} 年 ${Number(month)} 月 ${Number(day)} 日 ${Number(hour)} 时 ${minute} 分`
}

/** `2026 年 12 月 22 日` */
export const spokenDay = (time: string): string => spoken(time).replace(/ \d+ 时 \d+ 分$/, '')
