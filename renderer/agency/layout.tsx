import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { useId, type ReactNode } from 'react'
import { useTexts } from '../i18n.ts'
import { listAt, moveAt, setAt, type Path } from './definition-json.ts'
import { useDefinition } from './definition-store.ts'

/** How the forms of the studio are laid out. */

export function Group({ title, text, actions, children }: { title: string, text?: ReactNode, actions?: ReactNode, children: ReactNode }) {
  const id = useId()
  return (
    <section className="studio-group" aria-labelledby={id}>
      <div className="studio-group-head">
        <h2 id={id}>{title}</h2>
        {actions}
      </div>
      {text !== undefined && <p className="muted studio-group-text">{text}</p>}
      {children}
    </section>
  )
}

/** Fields side by side where there is room; `narrow`: four in a row. */
export const Grid = ({ children, narrow = false }: { children: ReactNode, narrow?: boolean }) => <div className={narrow ? 'studio-grid studio-grid-4' : 'studio-grid'}>{children}</div>

/** A field over the whole width of a grid. */
export const Wide = ({ children }: { children: ReactNode }) => <div className="studio-wide">{children}</div>

interface RowProps {
  /** The list, and which element of it. */
  list: Path
  index: number
  /** What it is, for those who hear the screen. */
  name: string
  /** Where removing it means more than taking it out of the list. */
  onRemove?: () => void
  onMove?: (by: -1 | 1) => void
  canMove?: boolean
  /** False where removing has a button of its own. */
  canRemove?: boolean
}

/** Up, down, remove for an element of a list. */
export function RowActions({ list, index, name, onRemove, onMove, canMove = true, canRemove = true }: RowProps) {
  const t = useTexts('agency')
  const edit = useDefinition((store) => store.edit)
  const length = useDefinition((store) => listAt(store.json, list).length)
  const remove = onRemove ?? (() => edit((json) => setAt(json, [...list, index], undefined)))
  const move = (by: -1 | 1): void => {
    edit((json) => moveAt(json, list, index, by))
    onMove?.(by)
  }
  const act = (text: string, icon: ReactNode, disabled: boolean, run: () => void, danger = false): ReactNode => (
    <Tooltip title={text}><Button type="text" size="small" danger={danger} icon={icon} disabled={disabled} aria-label={`${text}: ${name}`} onClick={run} /></Tooltip>
  )
  return (
    <span className="studio-row-actions">
      {canMove && act(t('act.up'), <ArrowUpOutlined />, index === 0, () => move(-1))}
      {canMove && act(t('act.down'), <ArrowDownOutlined />, index >= length - 1, () => move(1))}
      {canRemove && act(t('act.remove'), <DeleteOutlined />, false, remove, true)}
    </span>
  )
}
