import { Button, Table } from 'antd'
import type { ReactNode } from 'react'
import type { DraftBrief } from '../../../preload/contract/drafts.ts'
import type { TenderBrief } from '../../../preload/contract/tenders.ts'
import { Countdown } from '../../components/Countdown.tsx'
import { DateTime } from '../../components/DateTime.tsx'
import { useTexts } from '../../i18n.ts'
import { useNavigation } from '../../shell/navigation.ts'
import { Block } from '../Block.tsx'
import { looseTenders } from './loose-tenders.ts'

/** Packages in the workspace for which nothing was begun yet. */
export function LooseTenders({ tenders, drafts }: { tenders: readonly TenderBrief[], drafts: readonly DraftBrief[] }): ReactNode {
  const t = useTexts('projects')
  const { go } = useNavigation()
  const loose = looseTenders(tenders, drafts)
  if (loose.length === 0) return null
  return (
    <Block title={t('loose.title')}>
      <Table<TenderBrief>
        size="small" rowKey="digest" pagination={false} dataSource={loose}
        columns={[
          { title: t('home.column.project'), render: (_, { title, id }) => <>{title}<div className="muted num">{id}</div></> },
          { title: t('loose.agency'), dataIndex: 'agency' },
          { title: t('home.column.deadline'), width: 200, render: (_, { deadline, platform }) => <><DateTime value={deadline} /><div><Countdown to={deadline} origin={platform.origin} /></div></> },
          { title: t('loose.lots'), width: 80, align: 'right', render: (_, { lots }) => <span className="num">{lots.length}</span> },
          { title: t('home.column.action'), width: 150, render: (_, { digest }) => <Button type="primary" size="small" onClick={() => go({ screen: 'tender', tender: digest })}>{t('loose.read')}</Button> },
        ]}
      />
    </Block>
  )
}
