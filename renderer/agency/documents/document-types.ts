/** Document types of a tender notice that Chinese tenders use, of the OCDS 1.1 code list `documentType`. Texts: `documentType.…`. */
export const documentTypes = [
  'tenderNotice', 'biddingDocuments', 'eligibilityCriteria', 'evaluationCriteria', 'contractDraft', 'billOfQuantity', 'technicalSpecifications', 'illustration',
  'clarifications', 'procurementPlan', 'environmentalImpact', 'riskProvisions',
] as const

export type DocumentType = (typeof documentTypes)[number]

const words: [RegExp, DocumentType][] = [
  [/公告|邀请书|notice|invitation/i, 'tenderNotice'],
  [/澄清|补遗|答疑|addend|clarif/i, 'clarifications'],
  [/工程量清单|清单|boq|quantit/i, 'billOfQuantity'],
  [/评标|评审|评分|evaluat/i, 'evaluationCriteria'],
  [/资格|eligib|qualif/i, 'eligibilityCriteria'],
  [/合同|contract/i, 'contractDraft'],
  [/技术标准|技术要求|技术规范|规格|specif/i, 'technicalSpecifications'],
  [/图纸|附图|drawing|plan/i, 'illustration'],
]

/** What a file is by its name; a person may say otherwise. */
export const guessType = (name: string): DocumentType => words.find(([pattern]) => pattern.test(name))?.[1] ?? 'biddingDocuments'

/** A title from a file name: without number and suffix. */
export function titleOf(name: string): string {
  const bare = name.replace(/\.[a-z0-9]{1,5}$/i, '').replace(/^\d+[\s._、-]+/, '').replaceAll('_', ' ').trim()
  return bare === '' ? name : bare
}
