import { Input } from 'antd'
import type { ControlProps } from './Field.tsx'

interface Props { control: ControlProps, rows: number, value: string, maxLength?: number, disabled?: boolean, onChange: (value: string) => void, onBlur?: () => void }

/** Several lines; it grows with what is written. The style sheet makes it grow: antd's way sets style attributes, which our CSP refuses. */
export function TextArea({ control, rows, value, maxLength, disabled = false, onChange, onBlur }: Props) {
  return (
    <Input.TextArea
      {...control} {...(maxLength === undefined ? {} : { maxLength })} {...(onBlur === undefined ? {} : { onBlur })} className="studio-area" rows={rows} value={value} disabled={disabled}
      style={{ minHeight: `calc(${rows}lh + 10px)` }} onChange={(event) => onChange(event.target.value)}
    />
  )
}
