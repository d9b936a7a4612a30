import { Checkbox, DatePicker, Input, InputNumber, Select } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTexts } from '../i18n.ts'
import { useDefinition, useValue } from './definition-store.ts'
import { Field, useFaults, useFlag, useText, FaultLines, type FieldProps } from './Field.tsx'
import { TextArea } from './TextArea.tsx'
import { fromWallClock, toWallClock } from './wall-clock.ts'

/** Controls that write to a path of the definition. */

export function TextField({ rows, maxLength, ...props }: FieldProps & { rows?: number, maxLength?: number }) {
  const [value, set] = useText(props.path)
  const limit = maxLength === undefined ? {} : { maxLength }
  return (
    <Field {...props}>
      {(control) => rows === undefined
        ? <Input {...control} {...limit} value={value} disabled={props.disabled === true} onChange={(event) => set(event.target.value)} />
        : <TextArea control={control} {...limit} rows={rows} value={value} disabled={props.disabled === true} onChange={set} />}
    </Field>
  )
}

/** A decimal amount stays the text that was typed; separators of a pasted one are dropped. */
export function AmountField({ suffix, ...props }: FieldProps & { suffix?: string }) {
  const [value, set] = useText(props.path)
  return (
    <Field {...props}>
      {(control) => (
        <Input
          {...control} className="studio-number" inputMode="decimal" value={value} suffix={suffix} disabled={props.disabled === true}
          onChange={(event) => set(event.target.value.replaceAll(/[\s,，]/g, ''))}
        />
      )}
    </Field>
  )
}

/** A whole number; `unit` is by how much it is shown smaller than it is stored (1048576 for MiB). */
export function IntegerField({ unit = 1, suffix, min = 0, max, ...props }: FieldProps & { unit?: number, suffix?: string, min?: number, max?: number }) {
  const value = useValue(props.path)
  const set = useDefinition((store) => store.set)
  const shown = typeof value === 'number' ? value / unit : null
  return (
    <Field {...props}>
      {(control) => (
        <InputNumber
          {...control} className="studio-integer" controls={false} min={min} {...(max === undefined ? {} : { max })} value={shown} suffix={suffix} disabled={props.disabled === true}
          {...(unit === 1 ? { precision: 0 } : {})}
          onChange={(next) => set(props.path, typeof next === 'number' ? Math.round(next * unit) : undefined)}
        />
      )}
    </Field>
  )
}

export interface Option { value: string, label: string }

/** `optional` adds a way to choose nothing. */
export function SelectField({ options, optional = false, placeholder, ...props }: FieldProps & { options: readonly Option[], optional?: boolean, placeholder?: string }) {
  const [value, set] = useText(props.path)
  return (
    <Field {...props}>
      {(control) => (
        <Select
          {...control} className="studio-select" options={[...options]} value={value === '' ? null : value} allowClear={optional} placeholder={placeholder} disabled={props.disabled === true}
          onChange={(next?: string | null) => set(next ?? '')}
        />
      )}
    </Field>
  )
}

/** Several of a list, in the list's order; none takes the member out where `emptyIsAbsent`. */
export function ManyField({ options, emptyIsAbsent = false, placeholder, ...props }: FieldProps & { options: readonly Option[], emptyIsAbsent?: boolean, placeholder?: string }) {
  const value = useValue(props.path)
  const set = useDefinition((store) => store.set)
  const choose = (chosen: string[]): void => {
    const ordered = options.map((each) => each.value).filter((each) => chosen.includes(each))
    set(props.path, ordered.length === 0 && emptyIsAbsent ? undefined : ordered)
  }
  return (
    <Field {...props}>
      {(control) => (
        <Select
          {...control} className="studio-select" mode="multiple" options={[...options]} value={Array.isArray(value) ? value as string[] : []} placeholder={placeholder}
          onChange={choose}
        />
      )}
    </Field>
  )
}

export function FlagField({ path, label, bare = false, disabled = false, hint }: FieldProps) {
  const value = useFlag(path)
  const set = useDefinition((store) => store.set)
  return (
    <div className={bare ? 'studio-cell studio-center' : 'studio-field'}>
      <Checkbox checked={value} disabled={disabled} onChange={(event) => set(path, event.target.checked)} {...(bare ? { 'aria-label': label } : {})}>{bare ? null : label}</Checkbox>
      {!bare && hint !== undefined && <div className="studio-hint">{hint}</div>}
      <FaultLines faults={useFaults(path)} />
    </div>
  )
}

/** Where the picker starts: the beginning of office hours. */
const openAt = dayjs().hour(9).minute(0)

/** Date and time in Beijing time. */
export function TimeField({ onPick, ...props }: FieldProps & { onPick?: (time: string | undefined) => void }) {
  const t = useTexts('agency')
  const [value, set] = useText(props.path)
  const pick = onPick ?? ((time: string | undefined) => set(time ?? ''))
  return (
    <Field {...props}>
      {(control) => (
        <DatePicker
          {...control} className="studio-time" showNow={false} showTime={{ format: 'HH:mm', defaultOpenValue: openAt }} format={t('time.format')}
          value={toWallClock(value)} disabled={props.disabled === true} placeholder={t('time.placeholder')}
          onChange={(clock) => pick(clock === null ? undefined : fromWallClock(clock.second(0)))}
        />
      )}
    </Field>
  )
}

const identifierForm = /^[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?$/i

/** An id that other places name: it changes when one leaves the field, and only to one that is free. */
export function IdField({ taken, onRename, ...props }: FieldProps & { taken: readonly string[], onRename: (to: string) => void }) {
  const t = useTexts('agency')
  const [value] = useText(props.path)
  const [draft, setDraft] = useState<string | null>(null)
  const typed = draft ?? value
  const isTaken = typed !== value && taken.some((each) => each.toLowerCase() === typed.toLowerCase() && each !== value)
  const wrong = draft === null ? null : isTaken ? t('id.taken') : identifierForm.test(typed) ? null : t('id.form')
  const commit = (): void => {
    if (draft !== null && wrong === null && typed !== value) onRename(typed)
    setDraft(null)
  }
  return (
    <Field {...props}>
      {(control) => (
        <>
          <Input
            {...control} className="mono" value={typed} status={wrong === null ? control.status : 'error'} disabled={props.disabled === true}
            onChange={(event) => setDraft(event.target.value.trim())} onBlur={commit} onPressEnter={commit}
          />
          {wrong !== null && <output className="studio-fault">{wrong}</output>}
        </>
      )}
    </Field>
  )
}
