import type { TenderDefinition } from '../../interface/schemas/tender.ts'

type Evaluation = TenderDefinition['evaluation']

/** 评标办法 (综合评估法): weights are points and sum up to 100. */
export const evaluation: Evaluation = {
  method: '综合评估法',
  criteria: [
    { id: 'technical-overview', text: '施工组织总体设想、方案针对性及施工标段划分', weight: '3', pageRequired: true },
    { id: 'technical-continuity', text: '不停产施工组织、导流及新旧系统切换措施', weight: '6', pageRequired: true },
    { id: 'technical-structures', text: '基坑支护、降水及水处理构筑物主要施工方法', weight: '5', pageRequired: true },
    { id: 'technical-equipment', text: '工艺设备、电气自控安装及联动调试方案', weight: '4', pageRequired: true },
    { id: 'technical-quality', text: '质量保证体系及措施', weight: '2', pageRequired: true },
    { id: 'technical-safety', text: '安全生产（含有限空间、深基坑）与文明施工、扬尘治理措施', weight: '3', pageRequired: true },
    { id: 'technical-schedule', text: '工期保证措施、劳动力及机械设备配置', weight: '2', pageRequired: true },
    { id: 'manager', text: '项目经理：具有市政公用工程一级注册建造师资格，每以项目经理身份承担过一个类似工程得 2 分，最高 4 分', weight: '4', pageRequired: true },
    { id: 'record', text: '企业类似工程业绩：2021 年 12 月 1 日以来每有一个得 2 分，最高 4 分', weight: '4', pageRequired: true },
    { id: 'credit', text: '企业信用评价：按开标当日有效的市政施工企业信用分折算', weight: '2', pageRequired: false },
    { id: 'price', text: '投标报价：等于评标基准价得满分；每高 1% 扣 0.9 分，每低 1% 扣 0.6 分，按直线内插', weight: '65', pageRequired: false },
  ],
}
