import type { Item } from '../items.ts'
import { table } from '../markup.ts'
import type { Page } from '../page.ts'
import { project, spokenDay } from '../project.ts'
import { grouped } from '../words.ts'

/** The lines of a bill, under the name of their part. */
export function byGroup<T extends Item>(lines: readonly T[], specification: string, heading: readonly string[], cells: (line: T, index: number) => string[]): string {
  const names = [...new Set(lines.map((each) => each.group))]
  return names.map((name, index) => {
    const own = lines.filter((each) => each.group === name)
    return `## ${index + 1}. ${name}\n\n${table(specification, heading, ...own.map((each) => cells(each, lines.indexOf(each))))}`
  }).join('\n\n')
}

const text = (lines: readonly Item[], date: string): string => `
# 第五章　工程量清单（节选）

## 总说明

（1）工程概况：${project.name}，现状规模 4.0 万 m³/d，地震设防烈度 7 度，构筑物结构安全等级二级，设计工作年限 50 年。

（2）编制依据：《建设工程工程量清单计价标准》（GB/T 50500—2024）及配套工程量计算标准、${project.approval}批复、施工图设计文件（2026 年 10 月版）、地质勘察报告及现场踏勘情况。

（3）综合单价为含税全费用单价，包括人工费、材料和工程设备费、施工机具使用费、企业管理费、利润、规费、税金以及合同约定范围内的风险费用。

（4）设备综合单价包括采购、运输、保管、安装、单机调试、配合联动调试及备品备件费用。推荐品牌见第七章，投标人选用其他品牌的，档次不得低于推荐品牌。

（5）安全文明施工措施费 ${grouped(project.safety)} 元、暂列金额 ${grouped(project.provisional)} 元为不可竞争费用，投标人应按给定金额填报。

（6）工程量按施工图计算，投标人不得改动。投标人认为有误的，应在提出疑问的截止时间前书面提出。

（7）投标人应逐项填报综合单价；未填报的，视为其费用已包含在其他项目中。

>> 编制时间：${spokenDay(date)}

---

# 分部分项及措施项目清单

${byGroup(lines, '|= c6 | c17 | l23 | l34 | c8 | r12 |', ['序号', '项目编码', '项目名称', '项目特征', '单位', '工程量'],
  (line, index) => [String(index + 1), line.id, line.title, line.fixed ? `${line.description}：${grouped(line.base)} 元` : line.description, line.unit, line.quantity])}

~ 本节选为可供投标报价的全部清单项目，施工图工程量计算书随图纸另册提供。电子清单数据见招标文件包 tender.json，与本册不一致的，以电子清单数据为准。
`

export const boq = (lines: readonly Item[], date: string): Page =>
  ({ title: '第五章 工程量清单（节选）', look: 'official', header: `${project.title}招标文件`, text: text(lines, date) })
