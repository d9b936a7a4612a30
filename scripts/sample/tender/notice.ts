import type { Page } from '../page.ts'
import { agency, dates, project, spoken, spokenDay, tenderer } from '../project.ts'

const text = `
# ${project.title}⏎招标公告

>> 招标编号：${project.id}

## 1. 招标条件

${project.name}已由苏州市吴越区行政审批局以《关于${project.name}初步设计的批复》（${project.approval}）批准建设，项目业主为${tenderer.name}，建设资金来自
区级财政资金及企业自筹（财政出资比例 60%），招标人为${tenderer.name}，招标代理机构为${agency.name}。项目已具备招标条件，现对该项目的施工进行公开招标，资格审查方式为资格后审。

## 2. 项目概况与招标范围

2.1 建设地点：${project.place}。

2.2 建设规模：现状设计规模 4.0 万 m³/d，出水执行《城镇污水处理厂污染物排放标准》（GB 18918—2002）一级 A 标准。本次在规模不变的前提下，将出水水质提升至苏州特别排放限值（CODcr≤30mg/L、
NH₃-N≤1.5（3）mg/L、TN≤10mg/L、TP≤0.3mg/L）。

2.3 招标范围：施工图及工程量清单范围内的提升泵房、高效沉淀池、反硝化深床滤池、接触消毒池、加药间及变配电间新建工程，既有生物池改造工程，厂区管线、电气、自控仪表、道路及绿化恢复工程，
以及设备采购安装、单机与联动调试、配合试运行。

2.4 标段划分：本项目为一个标段。合同估算价 ${(Number(project.ceiling) / 10_000).toFixed(2)} 万元。

2.5 计划工期：${project.days} 日历天，计划开工日期 2027 年 2 月 26 日。施工期间现状污水处理厂不得停产，出水应持续达标。

2.6 质量要求：符合现行国家施工质量验收规范合格标准。

## 3. 投标人资格要求

3.1 投标人须具有独立法人资格，具备市政公用工程施工总承包贰级及以上资质，并持有有效的安全生产许可证。

3.2 拟派项目经理须具备市政公用工程专业一级注册建造师资格和有效的安全生产考核合格证书（B 类），且未担任其他在施建设工程项目的项目经理。

3.3 类似业绩：2021 年 12 月 1 日以来（以竣工验收时间为准），投标人承担过单项合同处理规模不小于 2.0 万 m³/d 的城镇污水处理厂新建、改建、扩建或提标改造工程施工业绩不少于一项。

3.4 本次招标不接受联合体投标。

3.5 投标人及其法定代表人、拟派项目经理未被列入失信被执行人名单；近三年内无行贿犯罪记录；不处于被责令停业或投标资格被取消期间。

## 4. 招标文件的获取

4.1 凡有意参加投标者，请于 ${spoken(dates.notice)}起，在交易平台（平台编码 JS-PRACTICE-01）或任一经检测认证并与其互联互通的工具软件中免费下载招标文件包（.etender）。

4.2 下载无需登录。招标人不指定投标文件制作工具；凡符合《统一标准接口》1.0 的工具软件均可使用。

## 5. 疑问、澄清与补遗

投标人对招标文件有疑问的，应于 ${spoken(dates.questions)}前通过交易平台以不署名方式提出。招标人的澄清、补遗以补遗文件包的形式在交易平台发布，投标人应自行查收。

## 6. 投标文件的递交

6.1 投标截止时间（即开标时间）为 **${spoken(dates.deadline)}**，以交易平台时间为准。

6.2 投标文件应按招标文件要求签名、加密后，在截止时间前完整上传并递交；截止时间前可补充、修改、替换或撤回。逾期送达的、未按要求加密的，交易平台予以拒收。

6.3 递交成功以交易平台签发的电子确认回执为准。

## 7. 开标

开标在交易平台开标大厅公开进行，采用投标人与招标人双重解密方式，解密时限为开标后 60 分钟，补救时限 30 分钟。投标人无需到达现场。

## 8. 发布公告的媒介

本公告在江苏省招标投标公共服务平台、交易平台同时发布。

## 9. 联系方式

${contacts()}

>> ${spokenDay(dates.notice)}
`

function contacts(): string {
  return `|= c16 | l42 | l42 |
| | 招标人 | 招标代理机构 |
| 名称 | ${tenderer.name} | ${agency.name} |
| 地址 | ${tenderer.address} | ${agency.address} |
| 联系人 | ${tenderer.contact} | ${agency.contact} |
| 电话 | ${tenderer.telephone} | ${agency.telephone} |
| 电子邮件 | ${tenderer.email} | ${agency.email} |`
}

export const notice: Page = { title: `${project.title}招标公告`, look: 'official', header: `${project.title}招标文件`, text: `${text}`,
  cover: {
    above: [project.title], title: '招标文件',
    below: [['招标编号', project.id], ['招标人', tenderer.name], ['招标代理机构', agency.name]],
    foot: ['第一章　招标公告', spokenDay(dates.notice)],
  } }
