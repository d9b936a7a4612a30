import { Button, Modal, Skeleton, Space, Table } from 'antd'
import { useState, type ReactNode } from 'react'
import type { ReceiptBrief, ReceiptView } from '../../../preload/contract/evidence.ts'
import { sealbid } from '../../bridge.ts'
import { DateTime } from '../../components/DateTime.tsx'
import { ProblemNote } from '../../components/ProblemNote.tsx'
import { useTexts } from '../../i18n.ts'
import { Block } from '../Block.tsx'
import { useAct } from '../use-act.ts'
import { useSaved } from '../use-saved.ts'
import { ReceiptDetails } from './ReceiptDetails.tsx'

/** Every confirmation for this tender and lot, newest first; each is verified again when it is looked at. */
export function ReceiptList({ receipts }: { receipts: readonly ReceiptBrief[] }): ReactNode {
  const t = useTexts('projects')
  const { problem, run, dismiss } = useAct()
  const saved = useSaved()
  const [shown, setShown] = useState<{ brief: ReceiptBrief, view: ReceiptView | null } | null>(null)
  const own = receipts.filter(({ type }) => type === 'submit' || type === 'replace' || type === 'withdraw').toReversed()
  if (own.length === 0) return null
  const show = async (brief: ReceiptBrief): Promise<void> => {
    setShown({ brief, view: null })
    const read = await run(async () => setShown({ brief, view: await sealbid.receipts.get({ receipt: brief.digest }) }))
    if (!read) setShown(null)
  }
  const save = (receipt: string): void => { void run(async () => saved(await sealbid.receipts.save({ receipt }))) }
  return (
    <Block title={t('receipt.title')} extra={<span className="muted">{t('receipt.text')}</span>}>
      {problem !== null && <ProblemNote problem={problem} onClose={dismiss} />}
      <Table<ReceiptBrief>
        size="small" rowKey="digest" pagination={false} dataSource={own}
        columns={[
          { title: t('receipt.act'), width: 100, render: (_, { type }) => t(`receipt.type.${type}`) },
          { title: t('receipt.at'), width: 210, render: (_, { receivedAt }) => <DateTime value={receivedAt} /> },
          { title: t('receipt.bid'), render: (_, { bidDigest }) => <code className="mono">{bidDigest?.slice(0, 16) ?? '—'}</code> },
          {
            title: t('home.column.action'), width: 170,
            render: (_, brief) => (
              <Space size="small">
                <Button size="small" onClick={() => { void show(brief) }}>{t('receipt.view')}</Button>
                <Button size="small" onClick={() => save(brief.digest)}>{t('receipt.save')}</Button>
              </Space>
            ),
          },
        ]}
      />
      <Modal
        open={shown !== null} onCancel={() => setShown(null)} width={760} title={t('receipt.one')} destroyOnHidden closable={{ 'aria-label': t('close') }}
        footer={<Space><Button onClick={() => setShown(null)}>{t('close')}</Button><Button type="primary" onClick={() => { if (shown !== null) save(shown.brief.digest) }}>{t('receipt.save')}</Button></Space>}
      >
        {shown?.view === null || shown === null ? <Skeleton active /> : <ReceiptDetails view={shown.view} />}
      </Modal>
    </Block>
  )
}
