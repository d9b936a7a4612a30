import { readFileSync } from 'node:fs'
import type { ResponseInput } from '../../interface/schemas/bid.ts'
import type { TenderDefinition } from '../../interface/schemas/tender.ts'

/** Texts beside the sample files, for the person who tries the program. */

const json = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T

/** What a sample bidder fills in, section by section in the tender's order: file, form values, unit prices. */
export function valuesOf(responseFile: string, tenderFile: string): string {
  const { sections } = json<ResponseInput>(responseFile)
  const tender = json<TenderDefinition>(tenderFile)
  const parts = tender.response.sections.flatMap((section) => {
    const answer = sections[section.id]
    if (answer === undefined) return []
    const lines = 'file' in answer ? [answer.file]
      : 'form' in answer ? Object.entries(answer.form).map(([field, value]) => `${section.form?.fields.find((each) => each.id === field)?.title ?? field}: ${value === true ? '✓' : String(value)}`)
        : answer.schedule.map(({ item, unitPrice }) => `${item}  ${section.schedule?.items.find((each) => each.id === item)?.title ?? ''}: ${unitPrice}`)
    return [`${section.title}\n${lines.map((line) => `  ${line}`).join('\n')}\n`]
  })
  return `示例答复，供演练填写。Sample answers, to fill in while practising.\n\n${parts.join('\n')}`
}

export const readme = (passwords: string): string => `演练文件 · Files for practice

certificates/         演练证书（.p12），密码见 Practice certificates; their passwords: ${passwords}
                      agency 招标代理, tenderer 招标人, bidder-a / bidder-b 投标人
SZWY2026-SG-0187.etender   示例招标文件包，可拖入窗口 Sample tender package: drop it onto the window
bidder-a/, bidder-b/  投标人的 PDF 和填写内容（values.txt） A bidder's PDFs, and what to fill in (values.txt)
tender-documents/     招标代理的招标文件 Documents of the agency
addendum-documents/   第 1 号答疑补遗的文件 Documents of addendum 1

全部为虚构，不具有法律效力。All of it is made up and has no legal effect.
`
