import { MinusOutlined } from '@ant-design/icons'
import { Steps } from 'antd'
import type { TenderView } from '../../preload/contract/tenders.ts'
import { useTexts } from '../i18n.ts'
import { useHall } from './hall-store.ts'
import { pathOf } from './phases.ts'
import { shownRecord, useRecord } from './record-store.ts'

/** 等待 截止 签到 解密 招标人解密 补救 唱标 记录. */
export function PhasePath({ tender }: { tender: TenderView }) {
  const t = useTexts('opening')
  const state = useHall(({ state }) => state)
  const remedied = useRecord((records) => shownRecord(records)?.stages.some((stage) => stage.bids.some((bid) => bid.remedy !== undefined)) === true)
  if (state === null) return null
  const items = pathOf(state, tender.tender, remedied)
  return (
    <nav className="hall-path" aria-label={t('path.label')}>
      <Steps
        size="small" responsive={false} titlePlacement="vertical" current={items.findIndex((each) => each.state === 'process')}
        items={items.map(({ step, state }) => ({
          key: step, status: state === 'passed' ? 'wait' : state, ...(state === 'passed' ? { icon: <MinusOutlined /> } : {}),
          title: <span aria-current={state === 'process' ? 'step' : undefined}>{t(`path.${step}`)}</span>,
        }))}
      />
    </nav>
  )
}
