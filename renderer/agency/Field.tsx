import type { ReactNode } from 'react'
import { useTexts } from '../i18n.ts'
import { placeOf, textAt, type Path } from './definition-json.ts'
import { useDefinition, useValue } from './definition-store.ts'
import { faultText } from './fault-text.ts'
import { faultsAt, type PlacedFault } from './faults.ts'

/** What every control of the studio has: a label, what is wrong with it below, and the place that it writes to. */

export interface FieldProps {
  path: Path
  label: string
  /** In a table, where the column has the visible label. */
  bare?: boolean
  hint?: ReactNode
  required?: boolean
  disabled?: boolean
}

export interface ControlProps {
  id: string
  status: 'error' | ''
  'aria-label'?: string
  'aria-invalid': boolean
  'aria-describedby'?: string
}

const idOf = (path: Path): string => `f-${placeOf(path)}`

export function useFaults(path: Path): PlacedFault[] {
  const faults = useDefinition((store) => store.faults)
  return faultsAt(faults, placeOf(path))
}

/** Text at a path and a way to write it; an empty text takes the member out. */
export function useText(path: Path): [string, (value: string) => void] {
  const value = useDefinition((store) => textAt(store.json, path))
  const set = useDefinition((store) => store.set)
  return [value, (next) => set(path, next === '' ? undefined : next)]
}

export function useFlag(path: Path): boolean {
  return useValue(path) === true
}

export function FaultLines({ id, faults }: { id?: string, faults: readonly PlacedFault[] }) {
  const t = useTexts('agency')
  if (faults.length === 0) return null
  const lines = [...new Set(faults.map(({ message }) => {
    const { key, values } = faultText(message)
    return t(key, values)
  }))]
  return <div id={id} className="studio-fault">{lines.map((line) => <div key={line}>{line}</div>)}</div>
}

/** Draws a labelled field; `control` gets what ties it to its label and to its faults. */
export function Field({ path, label, bare = false, hint, required = false, children }: FieldProps & { children: (control: ControlProps) => ReactNode }) {
  const faults = useFaults(path)
  const id = idOf(path)
  const described = [hint === undefined || bare ? null : `${id}-hint`, faults.length === 0 ? null : `${id}-fault`].filter((each) => each !== null).join(' ')
  const control: ControlProps = {
    id,
    status: faults.length > 0 ? 'error' : '',
    'aria-invalid': faults.length > 0,
    ...(bare ? { 'aria-label': label } : {}),
    ...(described === '' ? {} : { 'aria-describedby': described }),
  }
  return (
    <div className={bare ? 'studio-cell' : 'studio-field'}>
      {!bare && <label htmlFor={id} className="studio-label">{label}{required && <span className="studio-required" aria-hidden="true">*</span>}</label>}
      {children(control)}
      {!bare && hint !== undefined && <div id={`${id}-hint`} className="studio-hint">{hint}</div>}
      <FaultLines id={`${id}-fault`} faults={faults} />
    </div>
  )
}
