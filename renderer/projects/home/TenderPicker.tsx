import { AutoComplete, Button, Drawer, Input, Table } from 'antd'
import { useEffect, useState, type ReactNode } from 'react'
import type { TenderSummary } from '../../../interface/schemas/platform.ts'
import { Countdown } from '../../components/Countdown.tsx'
import { DateTime } from '../../components/DateTime.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { JobProgress } from '../../components/JobProgress.tsx'
import { useJobs } from '../../components/jobs-store.ts'
import { ProblemNote } from '../../components/ProblemNote.tsx'
import { ByteSize } from '../../components/values.tsx'
import { usePlatforms } from '../../connection/platforms-store.ts'
import { useTexts } from '../../i18n.ts'
import { useApp } from '../../shell/app-store.ts'
import { useNavigation } from '../../shell/navigation.ts'
import { useAct } from '../use-act.ts'
import { useHome } from './home-store.ts'
import { holdsPackage } from './loose-tenders.ts'
import { usePlatformTenders } from './platform-tenders-store.ts'

/** Tenders of a platform, to take one into the workspace. A platform that is not certified is refused with the reason. */
export function TenderPicker({ open, origin, onClose }: { open: boolean, origin: string | null, onClose(): void }): ReactNode {
  const t = useTexts('projects')
  return <Drawer open={open} onClose={onClose} size={860} title={t('picker.title')} destroyOnHidden closable={{ 'aria-label': t('close') }}><Picker initial={origin} /></Drawer>
}

function Picker({ initial }: { initial: string | null }): ReactNode {
  const t = useTexts('projects')
  const { search, busy, problem } = usePlatformTenders()
  const { addresses, first } = useAddresses(initial)
  const [address, setAddress] = useState(first)
  const [query, setQuery] = useState('')
  const look = (): void => { if (address.trim() !== '') void search(address, query) }
  useEffect(() => { if (first !== '') void search(first, '') }, [first, search])
  return (
    <div className="prj-picker">
      <form className="prj-picker-form" onSubmit={(event) => { event.preventDefault(); look() }}>
        <label><span>{t('picker.address')}</span><AutoComplete value={address} onChange={setAddress} options={addresses} placeholder={t('picker.placeholder')} /></label>
        <label><span>{t('picker.query')}</span><Input value={query} onChange={(event) => setQuery(event.target.value)} placeholder={t('picker.queryHint')} allowClear /></label>
        <Button type="primary" htmlType="submit" loading={busy} disabled={address.trim() === ''}>{t('picker.search')}</Button>
      </form>
      {problem !== null && <ProblemNote problem={problem} onRetry={look} />}
      {problem === null && <Results isIdle={address.trim() === ''} />}
    </div>
  )
}

/** Platforms that are known, the rehearsal's first. */
function useAddresses(initial: string | null): { addresses: { value: string, label: string }[], first: string } {
  const platforms = usePlatforms()
  const rehearsal = useApp(({ state }) => state?.rehearsalPlatform ?? null)
  useEffect(() => { if (!platforms.loaded) void platforms.load() }, [platforms])
  const addresses = platforms.list.map(({ origin, name }) => ({ value: origin, label: `${name}  ${origin}` }))
  return { addresses, first: initial ?? addresses[0]?.value ?? rehearsal ?? '' }
}

function Results({ isIdle }: { isIdle: boolean }): ReactNode {
  const t = useTexts('projects')
  const { tenders, busy, fetching, fetch } = usePlatformTenders()
  const known = useHome((home) => home.tenders)
  const { go } = useNavigation()
  const { problem, run } = useAct()
  const job = useJobs(({ jobs }) => Object.keys(jobs).at(-1) ?? null)
  const take = async (tender: TenderSummary): Promise<void> => {
    const { digest } = holdsPackage(known, tender.digest) ? tender : await fetch(tender)
    await useHome.getState().load()
    go({ screen: 'tender', tender: digest })
  }
  if (tenders.length === 0 && !busy) return <EmptyState title={t(isIdle ? 'picker.idle' : 'picker.none')} text={t(isIdle ? 'picker.idleText' : 'picker.noneText')} />
  return (
    <>
      {problem !== null && <ProblemNote problem={problem} />}
      {fetching !== null && <JobProgress job={job} />}
      <Table<TenderSummary>
        size="small" rowKey="digest" pagination={false} dataSource={tenders} loading={busy}
        columns={[
          { title: t('home.column.project'), render: (_, { title, id, sequence }) => <>{title}<div className="muted"><span className="num">{id}</span>{sequence > 0 && ` · ${t('version', { number: sequence })}`}</div></> },
          { title: t('home.column.deadline'), width: 200, render: (_, { deadline }) => <><DateTime value={deadline} /><div><Countdown to={deadline} /></div></> },
          { title: t('picker.size'), dataIndex: 'size', width: 100, align: 'right', render: (size: number) => <ByteSize value={size} /> },
          {
            title: t('home.column.action'), width: 130,
            render: (_, tender) => (
              <Button size="small" type="primary" loading={fetching === tender.digest} disabled={fetching !== null && fetching !== tender.digest} onClick={() => { void run(() => take(tender)) }}>
                {t(holdsPackage(known, tender.digest) ? 'picker.open' : 'picker.take')}
              </Button>
            ),
          },
        ]}
      />
    </>
  )
}
