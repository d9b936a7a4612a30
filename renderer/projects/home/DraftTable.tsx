import { App, Button, Table } from 'antd'
import type { ReactNode } from 'react'
import type { DraftBrief } from '../../../preload/contract/drafts.ts'
import { Countdown } from '../../components/Countdown.tsx'
import { DateTime } from '../../components/DateTime.tsx'
import { platformNow } from '../../connection/clock-store.ts'
import { useTexts } from '../../i18n.ts'
import { useNavigation } from '../../shell/navigation.ts'
import { ReceiptMark, SealedMark } from '../Marks.tsx'
import { nextStep } from '../steps.ts'
import { useHome } from './home-store.ts'

/** All drafts, one line each: where it stands, what is missing, how long there is. */
export function DraftTable({ drafts }: { drafts: readonly DraftBrief[] }): ReactNode {
  const t = useTexts('projects')
  return (
    <Table<DraftBrief>
      className="prj-drafts" size="small" rowKey="id" pagination={false} dataSource={drafts} aria-label={t('home.title')}
      columns={[
        { title: t('home.column.project'), render: (_, draft) => <Project draft={draft} /> },
        {
          title: t('home.column.deadline'), width: 184, sorter: (a, b) => Date.parse(a.tender.deadline) - Date.parse(b.tender.deadline),
          render: (_, { tender }) => <><DateTime value={tender.deadline} /><div><Countdown to={tender.deadline} origin={tender.platform.origin} /></div></>,
        },
        { title: t('home.column.state'), width: 132, render: (_, draft) => <Progress draft={draft} /> },
        { title: t('home.column.sealed'), width: 142, render: (_, draft) => <SealedMark draft={draft} /> },
        { title: t('home.column.receipt'), width: 158, render: (_, draft) => <ReceiptMark draft={draft} /> },
        { title: <span className="visually-hidden">{t('home.column.action')}</span>, width: 68, render: (_, draft) => <Remove draft={draft} /> },
      ]}
    />
  )
}

function Project({ draft }: { draft: DraftBrief }): ReactNode {
  const t = useTexts('projects')
  const { go } = useNavigation()
  const { tender, lot, lotTitle } = draft
  const open = (): void => go({ screen: 'project', draft: draft.id, step: nextStep(draft, platformNow(tender.platform.origin)) })
  return (
    <>
      <Button type="link" className="prj-title-link" onClick={open}>{tender.title}</Button>
      <div className="muted">
        <span className="num">{tender.id}</span> · {t('lot', { lot })}{lotTitle !== tender.title && ` ${lotTitle}`}
        {tender.sequence > 0 && ` · ${t('version', { number: tender.sequence })}`}
      </div>
      {tender.newest !== tender.digest && <div className="prj-attention">{t('home.superseded')}</div>}
    </>
  )
}

function Progress({ draft }: { draft: DraftBrief }): ReactNode {
  const t = useTexts('projects')
  const step = nextStep(draft, platformNow(draft.tender.platform.origin))
  return (
    <>
      <div>{t('home.next', { step: t(`step.${step}`) })}</div>
      <div className={draft.errors > 0 ? 'prj-attention' : 'muted'}>
        {draft.errors > 0 ? t('home.missing', { count: draft.errors }) : t('home.nothingMissing')} <span className="num prj-whole">· {draft.answered}/{draft.sections}</span>
      </div>
    </>
  )
}

function Remove({ draft }: { draft: DraftBrief }): ReactNode {
  const t = useTexts('projects')
  const { modal } = App.useApp()
  const ask = (): void => {
    void modal.confirm({
      title: t('home.remove.title'),
      content: t('home.remove.text', { title: draft.tender.title }),
      okText: t('home.remove.ok'),
      cancelText: t('cancel'),
      okButtonProps: { danger: true },
      onOk: () => useHome.getState().remove(draft.id),
    })
  }
  return <Button size="small" type="text" onClick={ask} aria-label={t('home.remove.label', { title: draft.tender.title })}>{t('home.remove.action')}</Button>
}
