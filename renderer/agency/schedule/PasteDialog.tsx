import { Alert, Input, Modal, Radio, Table } from 'antd'
import { useMemo, useState } from 'react'
import { useTexts } from '../../i18n.ts'
import type { LooseItem } from '../definition-json.ts'
import { pastedItems, repeated, type PastedRow } from './paste.ts'

interface Props {
  open: boolean
  /** Ids that are in the list already. */
  taken: readonly string[]
  onClose: () => void
  onTake: (items: LooseItem[], replace: boolean) => void
}

/** Takes over rows that were copied from a spreadsheet, after showing what they become. */
export function PasteDialog({ open, taken, onClose, onTake }: Props) {
  const t = useTexts('agency')
  const [text, setText] = useState('')
  const [replaces, setReplaces] = useState(taken.length === 0)
  const kept = replaces ? [] : taken
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- `kept` follows from the two that are named
  const rows = useMemo(() => pastedItems(text, kept), [text, replaces, taken])
  const good = rows.filter((each) => each.problem === null)
  const twice = repeated(good, kept)
  const close = (): void => {
    setText('')
    onClose()
  }
  const take = (): void => {
    onTake(good.map((each) => each.item), replaces)
    close()
  }
  return (
    <Modal
      open={open} title={t('paste.title')} width={880} onCancel={close} onOk={take} okText={t('paste.take', { count: good.length })} cancelText={t('act.cancel')}
      okButtonProps={{ disabled: good.length === 0 || twice.length > 0 }} destroyOnHidden
      afterOpenChange={(isOpen) => { if (isOpen) document.querySelector<HTMLElement>('#f-paste')?.focus() }}
    >
      <label htmlFor="f-paste" className="studio-label">{t('paste.text')}</label>
      <Input.TextArea id="f-paste" rows={6} className="mono" value={text} placeholder={t('paste.placeholder')} onChange={(event) => setText(event.target.value)} />
      {taken.length > 0 && (
        <Radio.Group className="studio-choices-line" value={replaces} onChange={(event) => setReplaces(event.target.value === true)} options={[
          { value: false, label: t('paste.append', { count: taken.length }) }, { value: true, label: t('paste.replace', { count: taken.length }) },
        ]} />
      )}
      <Findings rows={rows} twice={twice} />
      {rows.length > 0 && <PastedTable rows={rows} />}
    </Modal>
  )
}

function Findings({ rows, twice }: { rows: readonly PastedRow[], twice: readonly string[] }) {
  const t = useTexts('agency')
  const bad = rows.filter((each) => each.problem !== null)
  return (
    <output className="studio-stack">
      {bad.length > 0 && <Alert type="warning" showIcon title={t('paste.bad', { lines: bad.slice(0, 12).map((each) => each.line).join(t('list.comma')), count: bad.length })} />}
      {twice.length > 0 && <Alert type="error" showIcon title={t('paste.twice', { ids: twice.slice(0, 8).join(t('list.comma')) })} />}
    </output>
  )
}

function PastedTable({ rows }: { rows: readonly PastedRow[] }) {
  const t = useTexts('agency')
  const cell = (member: 'id' | 'title' | 'description' | 'unit' | 'quantity') => (_: unknown, row: PastedRow) => row.item[member] ?? ''
  return (
    <Table<PastedRow>
      className="studio-table" rowKey="line" size="small" virtual pagination={false} scroll={{ x: 800, y: 220 }} dataSource={[...rows]}
      columns={[
        { title: t('paste.line'), key: 'line', width: 60, render: (_, row) => <span className="num">{row.line}</span> },
        { title: t('schedule.standard.item'), key: 'id', width: 140, render: cell('id') },
        { title: t('schedule.standard.title'), key: 'title', width: 150, render: cell('title') },
        { title: t('schedule.standard.description'), key: 'description', width: 150, ellipsis: true, render: cell('description') },
        { title: t('schedule.standard.unit'), key: 'unit', width: 96, render: cell('unit') },
        { title: t('schedule.standard.quantity'), key: 'quantity', width: 110, align: 'right', render: cell('quantity') },
        { title: t('paste.result'), key: 'problem', width: 126, render: (_, row) => row.problem === null ? t('paste.ok') : <span className="studio-fault">{t(`paste.problem.${row.problem}`)}</span> },
      ]}
    />
  )
}
