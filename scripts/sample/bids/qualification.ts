import { table } from '../markup.ts'
import type { Page } from '../page.ts'
import { dates, project, spokenDay, tenderer } from '../project.ts'
import type { Bidder } from './bidders.ts'

const text = (bidder: Bidder): string => `
# 一、投标人基本情况表

|- c20 | l30 | c20 | l30 |
| 投标人名称 | ${bidder.name} | 统一社会信用代码 | ${bidder.id} |
| 注册地址 | ${bidder.address} | 成立时间 | ${bidder.founded} |
| 注册资本 | ${bidder.capital} | 法定代表人 | ${bidder.representative} |
| 企业类型 | 有限责任公司 | 员工总人数 | ${bidder.staff[0]} 人 |
| 中高级职称人员 | ${bidder.staff[1]} 人 | 注册建造师 | ${bidder.staff[2]} 人 |
| 资质类别及等级 | ${bidder.licence} |
| 安全生产许可证 | ${bidder.safetyLicence} |
| 经营范围 | 市政公用工程、环保工程、水利水电工程、机电设备安装工程施工；园林绿化工程施工；建筑材料销售（依法须经批准的项目，经相关部门批准后方可开展经营活动） |

# 二、近年完成的类似项目情况表

${table('|= c7 | l28 | l23 | c13 | r13 | c16 |', ['序号', '项目名称', '发包人', '规模', '合同价（万元）', '竣工时间'],
    ...bidder.works.map((each, index) => [String(index + 1), each.name, each.owner, each.scale, each.price, each.completed]))}

~ 上述项目均为城镇污水处理厂新建、扩建或提标改造工程，中标通知书、施工合同、竣工验收证明见“资格证明材料扫描件”。

# 三、拟派项目管理机构组成表

${table('|= c16 | c14 | c18 | l52 |', ['岗位', '姓名', '职称', '执业或职业资格'], ...bidder.team.map((each) => [...each]))}

## 项目经理简历

|- c20 | l30 | c20 | l30 |
| 姓名 | ${bidder.manager} | 注册编号 | ${bidder.registration} |
| 注册专业 | 市政公用工程 | 安全生产考核证 | B 类，有效期内 |
| 在施项目 | 无 | 拟任职务 | 项目经理 |
| 主要业绩 | ${bidder.works.slice(0, 2).map((each) => `${each.name}（${each.scale}，${each.completed}竣工，任项目经理）`).join('；')} |

# 四、近三年财务状况表（万元）

${table('|= c25 | r25 | r25 | r25 |', ['年度', '总资产', '营业收入', '净利润'], ...bidder.finance.map((each) => [...each]))}

~ 以上数据摘自经会计师事务所审计的年度财务报表。2025 年末资产负债率、流动比率均符合同行业正常水平，无财产被接管、冻结或破产情形。

# 五、信誉情况声明

~ 致：${tenderer.name}

我公司郑重声明：截至投标截止之日，我公司及法定代表人、拟派项目经理 ${bidder.manager} 未被列入失信被执行人名单；近三年内无行贿犯罪记录；未处于被责令停业、投标资格被取消或者财产被接管、冻结状态；
近三年无重大质量、安全生产责任事故；与招标人、招标代理机构及其他投标人不存在利害关系、控股或者管理关系。

上述声明内容真实有效。如有不实，我公司愿承担由此产生的一切法律责任。

>> 投标人：${bidder.name}

>> 法定代表人：${bidder.representative}

>> 2026 年 12 月 18 日

# 六、投标保证金

投标保证金 ${Number(project.bond).toLocaleString('zh-CN')} 元，以电子保函方式提交，受益人为 ${tenderer.name}，有效期自 ${spokenDay(dates.deadline)}起不少于投标有效期。
`

export const qualification = (bidder: Bidder): Page => ({
  title: '资格审查资料', look: 'bid', header: `${project.title}　商务标　资格审查资料`, text: text(bidder),
  cover: {
    above: [project.title, '投标文件'], title: '资格审查资料',
    below: [['招标编号', project.id], ['投标人', bidder.name], ['法定代表人', bidder.representative]], foot: ['商务标', '2026 年 12 月 18 日'],
  },
})
