import { table } from '../markup.ts'
import type { Page } from '../page.ts'

/** Name, first day and last day of the activities of bidder A; days count from the order to begin. */
export const activities: readonly (readonly [string, number, number])[] = [
  ['施工准备、临时设施、不停产专项方案论证', 1, 15], ['管桩施工及检测', 12, 38], ['高效沉淀池基坑支护与开挖', 30, 52], ['深床滤池、提升泵房基坑支护与开挖', 38, 62],
  ['高效沉淀池结构', 48, 84], ['深床滤池、接触池、提升泵房结构', 58, 92], ['构筑物满水试验、回填', 82, 100], ['加药间及变配电间土建', 66, 122],
  ['2 号生物池改造（填料、筛网）', 101, 120], ['1 号生物池改造（填料、筛网）', 128, 147], ['滤砖、滤料、刮泥机、斜管安装', 100, 148], ['水泵、鼓风机、加药装置安装', 112, 158],
  ['厂区工艺管线及阀门井', 96, 160], ['变配电、电缆、PLC 及仪表安装', 118, 168], ['单机调试、清水联动（72h）', 164, 178], ['新旧系统碰头切换、通水', 178, 190],
  ['污水联动试运行与工艺调整', 188, 216], ['道路、绿化恢复', 192, 220], ['竣工资料、预验收、竣工验收', 214, 230],
]

const step = 15
const columns = Math.ceil(230 / step)

function bars(): string {
  const width = (100 - 4 - 30) / columns
  const specification = `|= c4 | l30 | ${Array.from({ length: columns }, () => `c${width.toFixed(2)}`).join(' | ')} |`
  const heading = ['序', '工作内容', ...Array.from({ length: columns }, (_, index) => String(index + 1))]
  return table(specification, heading, ...activities.map(([name, first, last], row) => [
    String(row + 1), `${name}（${first}～${last}）`,
    ...Array.from({ length: columns }, (_, index) => first <= (index + 1) * step && last > index * step ? '■' : ''),
  ]))
}

const text = `
# 一、施工总进度横道图

总工期 230 日历天，自开工令载明的开工日起算；表头每格 ${step} 天，第 ${columns} 格止于第 230 天，括号内为该项工作的起止天数。

${bars()}

# 二、关键线路

施工准备→管桩→高效沉淀池基坑→高效沉淀池结构→满水试验→2 号生物池改造→1 号生物池改造→设备与电气安装→清水联动→碰头切换→污水联动试运行→竣工验收。

# 三、节点工期对照

${table('|= c10 | l48 | c20 | c22 |', ['节点', '内容', '招标文件要求', '本计划'],
    ['①', '主体结构完成并通过满水试验', '第 95 天', '第 94 天'], ['②', '主要设备安装完成', '第 165 天', '第 158 天'],
    ['③', '系统切换通水', '第 200 天', '第 190 天'], ['④', '竣工验收', '第 240 天', '第 230 天'])}

# 四、进度控制要点

1. 高效沉淀池与深床滤池错开 10 天流水施工，模板及支撑按一套半配置，周转使用。

2. 刮泥机、鼓风机、变压器等长周期设备在开工后 20 天内完成订货，第 95 天起分批到货，到货计划与土建移交时间相扣。

3. 两组生物池改造之间预留 7 天恢复期，待先行改造一组的出水氨氮稳定后再停另一组。

4. 每周对照本计划检查一次，关键线路滞后超过 3 天时，由计划负责人提出赶工措施并在两日内落实资源。
`

export const schedulePlan: Page = { title: '施工进度计划', look: 'blind', text }
