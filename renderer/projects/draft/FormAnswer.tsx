import { useEffect, useState, type ReactNode } from 'react'
import type { FormField as Field, Section } from '../../../interface/schemas/tender.ts'
import type { AnswerView } from '../../../preload/contract/drafts.ts'
import { useTexts } from '../../i18n.ts'
import { useProject } from '../project-store.ts'
import { formSaver, type FormValues } from './draft-savers.ts'
import { useFocusItem } from './focus-item.ts'
import { FormField, fieldId } from './FormField.tsx'
import { SaveMark } from './SaveMark.tsx'
import type { EditorProps } from './SectionEditor.tsx'
import { useSaver } from './use-saver.ts'

const valuesOf = (answer: AnswerView | null): FormValues => answer?.kind === 'form' ? answer.values : {}

/** A statement without fields of its own is accepted by this one (main/checks/forms.ts). */
function fieldsOf(section: Section, accept: string): Field[] {
  if (section.form !== undefined) return section.form.fields
  return section.kind === 'statement' ? [{ id: 'accepted', title: accept, type: 'boolean', required: true }] : []
}

/** A form, field by field. Stored when a field is left and after a pause; what waits is never dropped. */
export function FormAnswer({ draft, tender, entry: { section, answer, findings } }: EditorProps): ReactNode {
  const t = useTexts('projects')
  const [saver] = useState(() => formSaver(draft.id, section.id))
  const status = useSaver(saver)
  const [values, setValues] = useState<FormValues>(() => saver.unsaved ?? valuesOf(answer))
  const { item, want } = useFocusItem()
  useEffect(() => {
    if (item === null) return
    document.getElementById(fieldId(section.id, item))?.focus()
    want(null)
  }, [item, want, section.id])
  const set = (field: string, value: string | boolean | undefined): void => {
    const { [field]: _old, ...rest } = values
    const next = value === undefined || value === '' ? rest : { ...rest, [field]: value }
    setValues(next)
    saver.change(next)
  }
  const { total, currency, decimals } = tender.tender.price
  const isTotal = (field: string): boolean => total?.section === section.id && total.field === field
  const isWords = (field: string): boolean => total?.section === section.id && total.words === field
  // The words are of the total as main has it: what was typed last is stored first.
  const takeWords = async (field: string): Promise<void> => {
    if (!await saver.flush()) return
    const words = useProject.getState().draft?.totalInWords ?? null
    if (words !== null) set(field, words)
  }
  return (
    <div className="prj-form">
      {section.kind === 'statement' && section.instructions !== undefined && <blockquote className="prj-statement">{section.instructions}</blockquote>}
      {fieldsOf(section, t('draft.form.accept')).map((field) => (
        <FormField
          key={field.id} section={section.id} field={field} value={values[field.id]} currency={currency} decimals={decimals} isStatement={section.kind === 'statement'}
          findings={findings.filter((each) => each.item === field.id)}
          onChange={(value) => set(field.id, value)} onLeave={() => { void saver.flush() }}
          fill={isWords(field.id) ? { label: t('draft.form.takeWords'), disabled: false, take: () => { void takeWords(field.id) } }
            : isTotal(field.id) && total?.schedule !== undefined
              ? { label: t('draft.form.takeTotal'), disabled: draft.scheduleTotal === null, take: () => { if (draft.scheduleTotal !== null) set(field.id, draft.scheduleTotal) } }
              : undefined}
        />
      ))}
      <SaveMark status={status} onRetry={() => { void saver.flush() }} />
    </div>
  )
}
