import { Table, type TableColumnsType } from 'antd'
import type { OpeningState } from '../../interface/schemas/opening.ts'
import { DateTime } from '../components/index.ts'
import { useTexts } from '../i18n.ts'
import { useHall } from './hall-store.ts'

type SignIn = OpeningState['signedIn'][number]

const order = { agency: 0, tenderer: 1, bidder: 2 } as const

/** Agency and tenderer first, then the bidders as they came. */
export function SignIns() {
  const t = useTexts('opening')
  const state = useHall(({ state }) => state)
  const rows = (state?.signedIn ?? []).toSorted((a, b) => order[a.role] - order[b.role] || Date.parse(a.at) - Date.parse(b.at))
  const bidders = rows.filter((each) => each.role === 'bidder').length
  const columns: TableColumnsType<SignIn> = [
    { title: t('signIns.role'), key: 'role', width: 76, render: (_, { role }) => t(`role.${role}`) },
    { title: t('signIns.name'), key: 'name', render: (_, { party }) => <div>{party.name}<div className="muted num hall-id">{party.id}</div></div> },
    { title: t('signIns.time'), key: 'time', width: 172, render: (_, { at }) => <DateTime value={at} /> },
  ]
  return (
    <section className="card hall-card" aria-labelledby="hall-sign-ins">
      <div className="hall-card-head">
        <h2 id="hall-sign-ins" className="section-title">{t('signIns.title')}</h2>
        <span className="muted num">{t('signIns.count', { bidders })}</span>
      </div>
      {rows.length === 0
        ? <p className="muted">{t('signIns.empty')}</p>
        : <Table<SignIn> rowKey={({ role, party }) => `${role} ${party.id}`} size="small" columns={columns} dataSource={rows} pagination={rows.length > 12 ? { pageSize: 12, size: 'small', showSizeChanger: false } : false} />}
    </section>
  )
}
