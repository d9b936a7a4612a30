import { PlusOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useTexts } from '../../i18n.ts'
import { useDefinition } from '../definition-store.ts'
import { addSection, sectionsOf, starts, type Start } from './section-kinds.ts'

/** Adds a section of a kind that is chosen and shows it. */
export function AddSection({ only, label }: { only?: readonly Start[], label?: string }) {
  const t = useTexts('agency')
  const { edit, select, json } = useDefinition()
  const add = (start: Start): void => {
    edit((now) => addSection(now, start, t))
    select(sectionsOf(json).length)
  }
  const items = (only ?? starts).map((key) => ({ key, label: t(`start.add.${key}`) }))
  return (
    <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => add(key as Start) }}>
      <Button icon={<PlusOutlined aria-hidden />} block={only === undefined}>{label ?? t('sections.add')}</Button>
    </Dropdown>
  )
}
