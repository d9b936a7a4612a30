import { ReloadOutlined, TeamOutlined } from '@ant-design/icons'
import { Button, Table, type TableColumnsType } from 'antd'
import { useCallback, useEffect } from 'react'
import { useCertificates } from '../certificates/certificates-store.ts'
import { Countdown, DateTime, EmptyState, PageHeader, ProblemNote } from '../components/index.ts'
import { useConnection } from '../connection/connection-store.ts'
import { useTexts } from '../i18n.ts'
import { useNavigation } from '../shell/navigation.ts'
import { Elsewhere } from './Elsewhere.tsx'
import { useOpenings, type OpeningRow } from './openings-store.ts'
import { RowState } from './RowState.tsx'
import './opening.css'

/** All openings that this workspace knows, by lot. */
export function Openings() {
  const t = useTexts('opening')
  const { rows, loaded, problem, ask } = useOpenings()
  const go = useNavigation(({ go }) => go)
  const again = useOpeningList()
  return (
    <div>
      <PageHeader
        title={t('list.title')} subtitle={t('list.subtitle')}
        actions={<Button icon={<ReloadOutlined aria-hidden />} disabled={rows.length === 0} onClick={() => { void ask(true) }}>{t('list.ask')}</Button>}
      />
      {problem !== null && <ProblemNote problem={problem} onRetry={again} />}
      {loaded && rows.length === 0 && problem === null
        ? <EmptyState icon={<TeamOutlined aria-hidden />} title={t('list.empty')} text={t('list.emptyText')} action={<Button type="primary" onClick={() => go({ screen: 'home' })}>{t('list.toHome')}</Button>} />
        : <OpeningTable rows={rows} loading={!loaded} />}
      <Elsewhere />
    </div>
  )
}

/** Loads with the identity that works, since roles are its; then asks the platforms. */
function useOpeningList(): () => void {
  const holder = useCertificates(({ current }) => current?.holder.id ?? null)
  const connection = useConnection(({ current }) => current)
  const show = useCallback(async (): Promise<void> => {
    const { load, ask, askElsewhere } = useOpenings.getState()
    await load(holder)
    await Promise.all([ask(), askElsewhere(connection)])
  }, [holder, connection])
  useEffect(() => { void show() }, [show])
  return () => { void show() }
}

function OpeningTable({ rows, loading }: { rows: OpeningRow[], loading: boolean }) {
  const t = useTexts('opening')
  const go = useNavigation(({ go }) => go)
  const columns: TableColumnsType<OpeningRow> = [
    {
      title: t('list.tender'), key: 'tender',
      render: (_, { tender, lot }) => (
        <div>
          <div className="opening-name">{tender.title}</div>
          <div className="muted num">{tender.id} · {lot.title === tender.title ? t('list.lot', { lot: lot.id }) : `${t('list.lot', { lot: lot.id })} ${lot.title}`}</div>
        </div>
      ),
    },
    {
      title: t('list.deadline'), key: 'deadline', width: 210,
      render: (_, { tender, state }) => {
        const deadline = state?.deadline ?? tender.deadline
        return <div><DateTime value={deadline} /><div><Countdown to={deadline} origin={tender.platform.origin} /></div></div>
      },
    },
    { title: t('list.phase'), key: 'phase', width: 210, render: (_, row) => <RowState row={row} /> },
    { title: t('list.role'), key: 'role', width: 110, render: (_, { roles }) => roles.length === 0 ? <span className="muted">{t('role.none')}</span> : roles.map((role) => <div key={role}>{t(`role.${role}`)}</div>) },
    {
      title: <span className="visually-hidden">{t('list.action')}</span>, key: 'action', width: 112, align: 'right',
      render: (_, { tender, lot }) => (
        <Button type="primary" ghost aria-label={t('list.enterLabel', { title: tender.title, lot: lot.id })} onClick={() => go({ screen: 'opening', tender: tender.digest, lot: lot.id })}>{t('list.enter')}</Button>
      ),
    },
  ]
  return <Table<OpeningRow> rowKey="key" size="middle" columns={columns} dataSource={rows} loading={loading} pagination={rows.length > 50 ? { pageSize: 50 } : false} />
}
