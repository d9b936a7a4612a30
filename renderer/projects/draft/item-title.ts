import type { Section } from '../../../interface/schemas/tender.ts'

/** Name of a form's field or of a schedule's item, as people know it. */
export function itemTitle(section: Section, item: string | undefined): string | undefined {
  if (item === undefined) return undefined
  const field = section.form?.fields.find((each) => each.id === item)
  const row = section.schedule?.items.find((each) => each.id === item)
  return field?.title ?? (row === undefined ? undefined : `${row.id} ${row.title}`)
}
