import type { FormField, Section } from '../../interface/schemas/tender.ts'
import type { FormValues } from '../drafts/answers.ts'
import { judgeValue } from './fields.ts'
import { finding, type Finding } from './findings.ts'

/** A statement without fields of its own is accepted by this one. */
const acceptance: FormField = { id: 'accepted', title: 'accepted', type: 'boolean', required: true }

/** Every field of a form or statement. @param decimals how many an amount may have */
export function checkForm(section: Section, values: FormValues, decimals: number): Finding[] {
  const fields = section.form?.fields ?? (section.kind === 'statement' ? [acceptance] : [])
  const findings = fields.flatMap((field) => checkField(section, field, valueOf(values, field.id), decimals))
  const names = new Set(fields.map((field) => field.id))
  for (const name of Object.keys(values)) if (!names.has(name)) findings.push(finding('field-unknown', section.id, name))
  return findings
}

function checkField(section: Section, field: FormField, value: string | boolean | undefined, decimals: number): Finding[] {
  const isStatement = section.kind === 'statement' && field.type === 'boolean' && field.required
  if (isStatement && (value === undefined || value === false)) return [finding('statement-not-accepted', section.id, field.id)]
  if (value === undefined) return field.required ? [finding('field-missing', section.id, field.id)] : []
  const fault = judgeValue(field, value, decimals)
  return fault === undefined ? [] : [finding(fault[0], section.id, field.id, fault[1])]
}

/** Blank text counts as absent. */
export function valueOf(values: FormValues, name: string): string | boolean | undefined {
  const value = Object.hasOwn(values, name) ? values[name] : undefined
  return typeof value === 'string' && value.trim() === '' ? undefined : value
}
