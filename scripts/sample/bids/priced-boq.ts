import { Decimal } from 'decimal.js'
import { table } from '../markup.ts'
import type { Page } from '../page.ts'
import type { Offer } from '../prices.ts'
import { project, tenderer } from '../project.ts'
import { byGroup } from '../tender/boq.ts'
import { grouped, inWords, sum } from '../words.ts'
import type { Bidder } from './bidders.ts'

function text(bidder: Bidder, { lines, total }: Offer): string {
  const names = [...new Set(lines.map((each) => each.group))]
  const subtotal = (name: string) => sum(lines.filter((each) => each.group === name).map((each) => new Decimal(each.amount)))
  const share = (amount: string) => `${new Decimal(amount).div(total).times(100).toFixed(2)}%`
  return `
# 投标总价

|- c24 | l76 |
| 招标人 | ${tenderer.name} |
| 工程名称 | ${project.title} |
| 投标总价（小写） | ¥ ${grouped(total)} 元 |
| 投标总价（大写） | 人民币${inWords(total)} |
| 投标人 | ${bidder.name} |
| 法定代表人 | ${bidder.representative} |
| 编制时间 | 2026 年 12 月 18 日 |

# 总说明

（1）本报价依据招标文件、招标工程量清单、施工图纸及现场踏勘情况编制，采用含税全费用综合单价。

（2）人工、材料、机械价格依据近期市场询价及本企业历史成本数据确定，工程设备价格依据供应商书面报价。

（3）安全文明施工措施费 ${grouped(project.safety)} 元、暂列金额 ${grouped(project.provisional)} 元按招标文件给定金额填报。

（4）本报价已包括合同约定范围内的全部风险费用以及不停产施工所需的配合费用。

# 汇总表

${table('|= c10 | l50 | r25 | r15 |', ['序号', '分部工程', '金额（元）', '占比'],
    ...names.map((name, index) => [String(index + 1), name, grouped(subtotal(name)), share(subtotal(name))]), ['', '**合计**', `**${grouped(total)}**`, '100.00%'])}

---

# 分部分项及措施项目清单与计价表

${byGroup(lines, '|= c6 | c16 | l30 | c7 | r12 | r13 | r16 |', ['序号', '项目编码', '项目名称', '单位', '工程量', '综合单价', '合价（元）'],
    (line, index) => [String(index + 1), line.id, line.title, line.unit, line.quantity, grouped(line.unitPrice), grouped(line.amount)])}

${table('|- c34 | r66 |', ['**合计（小写）**', `**${grouped(total)} 元**`], ['**合计（大写）**', `**人民币${inWords(total)}**`])}
`
}

export const pricedBoq = (bidder: Bidder, offer: Offer): Page => ({
  title: '已标价工程量清单', look: 'bid', header: `${project.title}　报价标　已标价工程量清单`, text: text(bidder, offer),
  cover: {
    above: [project.title, '投标文件'], title: '已标价⏎工程量清单'.replace('⏎', '<br>'),
    below: [['招标编号', project.id], ['投标人', bidder.name], ['投标总价', `¥ ${grouped(offer.total)} 元`]], foot: ['报价标', '2026 年 12 月 18 日'],
  },
})
