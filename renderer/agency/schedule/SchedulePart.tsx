import { Select } from 'antd'
import { useState } from 'react'
import { EmptyState } from '../../components/index.ts'
import { useTexts } from '../../i18n.ts'
import type { Path } from '../definition-json.ts'
import { useDefinition } from '../definition-store.ts'
import { PartFaults } from '../PartFaults.tsx'
import { AddSection } from '../sections/AddSection.tsx'
import { hasSchedule, sectionsOf, sectionsPath } from '../sections/section-kinds.ts'
import { ColumnsGroup } from './ColumnsGroup.tsx'
import { ItemsGroup } from './ItemsGroup.tsx'

/** Price schedules and bills of quantities (清单): what the tenderer fixes, what the bidder fills in. */
export function SchedulePart() {
  const t = useTexts('agency')
  const { json, section } = useDefinition()
  const schedules = sectionsOf(json).flatMap((each, index) => hasSchedule(each.kind) ? [{ index, title: each.title ?? each.id ?? '' }] : [])
  const [chosen, setChosen] = useState(section)
  const shown = schedules.find((each) => each.index === chosen) ?? schedules[0]
  if (shown === undefined) {
    return (
      <>
        <PartFaults part="schedule" />
        <EmptyState title={t('schedule.empty.title')} text={t('schedule.empty.text')} action={<AddSection only={['price-schedule', 'boq']} label={t('schedule.add')} />} />
      </>
    )
  }
  const path: Path = [...sectionsPath, shown.index, 'schedule']
  return (
    <>
      <PartFaults part="schedule" />
      {schedules.length > 1 && (
        <div className="studio-field studio-narrow">
          <label htmlFor="f-schedule" className="studio-label">{t('schedule.choose')}</label>
          <Select id="f-schedule" className="studio-select" value={shown.index} options={schedules.map((each) => ({ value: each.index, label: each.title }))} onChange={setChosen} />
        </div>
      )}
      <ItemsGroup key={shown.index} path={path} title={shown.title} />
      <ColumnsGroup path={path} />
    </>
  )
}
