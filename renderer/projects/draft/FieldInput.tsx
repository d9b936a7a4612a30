import { Checkbox, DatePicker, Input, Radio, Select } from 'antd'
import dayjs from 'dayjs'
import type { ReactNode } from 'react'
import type { FormField as Field } from '../../../interface/schemas/tender.ts'
import { useTexts } from '../../i18n.ts'
import { settledPrice, typedPrice } from './prices.ts'

interface Props {
  id: string
  field: Field
  value: string | boolean | undefined
  currency: string
  isStatement: boolean
  isWrong: boolean
  onChange(value: string | boolean | undefined): void
  onLeave(): void
}

/** The input for one type of field. Values are kept as the tender's form has them: text, ISO dates, yes or no. */
export function FieldInput(props: Props): ReactNode {
  switch (props.field.type) {
    case 'boolean': return <YesNo {...props} />
    case 'date': return <DateInput {...props} />
    case 'choice': return <Choice {...props} />
    case 'amount': return <AmountInput {...props} />
    case 'integer':
    case 'number':
    case 'text':
    case 'amount-in-words': return <TextInput {...props} />
  }
}

const common = ({ id, isWrong }: Props) => ({ id, 'aria-describedby': `${id}-hint`, 'aria-invalid': isWrong, ...(isWrong ? { status: 'error' as const } : {}) })
const textOf = (value: string | boolean | undefined): string => typeof value === 'string' ? value : ''
const suffixOf = (unit: string | undefined) => unit === undefined ? {} : { suffix: unit }

function TextInput(props: Props): ReactNode {
  const { field, value, onChange, onLeave } = props
  const isNumber = field.type === 'integer' || field.type === 'number'
  const text = textOf(value)
  if (field.type === 'text' && (field.maxLength ?? 0) > 200) {
    return <Input.TextArea {...common(props)} autoSize={{ minRows: 3, maxRows: 12 }} value={text} onChange={(event) => onChange(event.target.value)} onBlur={onLeave} />
  }
  const take = (typed: string): void => onChange(isNumber ? typed.normalize('NFKC').replace(/[\s,]/g, '') : typed)
  return (
    <Input
      {...common(props)} {...suffixOf(field.unit)} value={text} className={isNumber ? 'prj-narrow num' : field.type === 'amount-in-words' ? 'prj-wide' : ''}
      inputMode={field.type === 'integer' ? 'numeric' : isNumber ? 'decimal' : 'text'} onChange={(event) => take(event.target.value)} onBlur={onLeave}
    />
  )
}

function AmountInput(props: Props): ReactNode {
  const { field, value, currency, onChange, onLeave } = props
  const take = (typed: string): void => {
    const price = typedPrice(typed)
    if (price !== null) onChange(price)
  }
  const leave = (): void => {
    const settled = settledPrice(typedPrice(textOf(value)) ?? '')
    if (settled !== textOf(value)) onChange(settled)
    onLeave()
  }
  return (
    <Input
      {...common(props)} {...suffixOf(field.unit ?? (currency === 'CNY' ? '元' : currency))} className="prj-amount num" inputMode="decimal"
      value={textOf(value)} onChange={(event) => take(event.target.value)} onBlur={leave}
    />
  )
}

function DateInput(props: Props): ReactNode {
  const { value, onChange, onLeave } = props
  const text = textOf(value)
  const date = dayjs(text)
  return (
    <DatePicker
      {...common(props)} className="prj-narrow" value={text !== '' && date.isValid() ? date : null} format="YYYY-MM-DD"
      onChange={(picked) => { onChange(picked === null ? undefined : picked.format('YYYY-MM-DD')) }} onBlur={onLeave}
    />
  )
}

function Choice(props: Props): ReactNode {
  const { field, value, onChange, onLeave } = props
  const t = useTexts('projects')
  return (
    <Select<string>
      {...common(props)} className="prj-wide" placeholder={t('draft.form.choose')} allowClear={!field.required} onBlur={onLeave}
      {...(typeof value === 'string' ? { value } : {})}
      options={(field.choices ?? []).map((choice) => ({ value: choice, label: choice }))} onChange={(choice: string | undefined) => onChange(choice)}
    />
  )
}

function YesNo({ id, field, value, isStatement, onChange, onLeave }: Props): ReactNode {
  const t = useTexts('projects')
  if (isStatement) return <Checkbox id={id} checked={value === true} onChange={(event) => onChange(event.target.checked)} onBlur={onLeave}>{field.title}</Checkbox>
  return (
    <Radio.Group
      id={id} aria-labelledby={`${id}-label`} value={value} onChange={(event) => onChange(event.target.value as boolean)}
      options={[{ label: t('draft.form.yes'), value: true }, { label: t('draft.form.no'), value: false }]}
    />
  )
}
