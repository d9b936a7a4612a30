import { useState } from 'react'
import { listAt } from './definition-json.ts'
import { useDefinition } from './definition-store.ts'
import { Field, type FieldProps } from './Field.tsx'
import { TextArea } from './TextArea.tsx'

/** A list of lines, one below the other. What is typed stays as it is while one types: an empty last line is where the next begins. */
export function LinesField(props: FieldProps) {
  const { json, set } = useDefinition()
  const stored = listAt<string>(json, props.path).join('\n')
  const [draft, setDraft] = useState<string | null>(null)
  const change = (text: string): void => {
    setDraft(text)
    const lines = text.split('\n').map((each) => each.trim()).filter((each) => each !== '')
    set(props.path, lines)
  }
  return (
    <Field {...props}>
      {(control) => (
        <TextArea control={control} rows={2} value={draft ?? stored} onChange={change} onBlur={() => setDraft(null)} />
      )}
    </Field>
  )
}
