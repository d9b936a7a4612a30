import { Button, Space } from 'antd'
import type { ReactNode } from 'react'
import type { FormField as Field } from '../../../interface/schemas/tender.ts'
import type { FindingView } from '../../../preload/contract/drafts.ts'
import { formatAmount, formatNumber } from '../../components/formatters.ts'
import { useLanguage, useTexts } from '../../i18n.ts'
import { FieldInput } from './FieldInput.tsx'
import { FindingNote } from './FindingNote.tsx'

export const fieldId = (section: string, field: string): string => `field-${section}-${field}`

interface Props {
  section: string
  field: Field
  value: string | boolean | undefined
  currency: string
  decimals: number
  isStatement: boolean
  findings: FindingView[]
  onChange(value: string | boolean | undefined): void
  onLeave(): void
  /** Fills the field with what main computed. */
  fill: { label: string, disabled: boolean, take(): void } | undefined
}

/** Label, rule, input and what was found, together. */
export function FormField(props: Props): ReactNode {
  const t = useTexts('projects')
  const language = useLanguage()
  const { section, field, value, currency, findings, fill, isStatement } = props
  const id = fieldId(section, field.id)
  const isWrong = findings.some((each) => each.severity === 'error' && each.code !== 'field-missing')
  return (
    <div className="prj-field">
      {!isStatement && (
        <label htmlFor={id} id={`${id}-label`}>
          {field.title} {field.required ? <span className="prj-required">{t('draft.form.required')}</span> : <span className="muted">{t('tender.optional')}</span>}
          {field.announce === true && <span className="muted"> · {t('draft.form.announced')}</span>}
        </label>
      )}
      <div className="prj-field-line">
        <FieldInput {...props} id={id} isWrong={isWrong} />
        {fill !== undefined && <Button disabled={fill.disabled} onClick={fill.take}>{fill.label}</Button>}
      </div>
      <div className="prj-field-hint muted" id={`${id}-hint`}>
        {field.type === 'amount' && typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) && <span className="num prj-read">{formatAmount(value, language, currency)}</span>}
        <Space separator="·" size={4}>{hints(props, t)}</Space>
      </div>
      {findings.map((finding, index) => <FindingNote key={`${finding.code} ${index}`} finding={finding} />)}
    </div>
  )
}

function hints({ field, decimals }: Props, t: (key: string, values?: Record<string, string | number>) => string): string[] {
  const { maxLength, type } = field
  const shown = (bound: string | undefined): string | undefined => bound === undefined || type !== 'amount' ? bound : formatNumber(bound)
  const minimum = shown(field.minimum)
  const maximum = shown(field.maximum)
  const range = minimum !== undefined && maximum !== undefined
    ? [minimum === maximum ? t('draft.form.exactly', { value: minimum }) : t('draft.form.between', { minimum, maximum })]
    : minimum !== undefined ? [t('draft.form.atLeast', { minimum })] : maximum !== undefined ? [t('draft.form.atMost', { maximum })] : []
  return [
    ...range,
    ...(maxLength === undefined ? [] : [t('draft.form.length', { count: maxLength })]),
    ...(type === 'amount' ? [t('draft.form.decimals', { count: decimals })] : []),
  ]
}
