import { Alert, Button, Select } from 'antd'
import { useEffect, useState, type ReactNode } from 'react'
import type { DraftView, SealedView } from '../../../preload/contract/drafts.ts'
import type { TenderView } from '../../../preload/contract/tenders.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { formatBytes, formatTime } from '../../components/formatters.ts'
import { useConnection } from '../../connection/connection-store.ts'
import { useLanguage, useTexts } from '../../i18n.ts'
import { useNavigation } from '../../shell/navigation.ts'
import { useAddendum } from '../addendum-store.ts'
import { Block } from '../Block.tsx'
import { PlatformLine } from '../PlatformLine.tsx'
import { useProject } from '../project-store.ts'
import { ReceiptList } from './ReceiptList.tsx'
import { SubmitCard } from './SubmitCard.tsx'
import { placeKey, useSubmission } from './submission-store.ts'
import { UploadCard } from './UploadCard.tsx'

/** Ciphertext first, in any number of attempts; then the binding act of a few kilobytes; then the receipt. */
export function SubmitStep({ draft, tender }: { draft: DraftView, tender: TenderView }): ReactNode {
  const t = useTexts('projects')
  const { go } = useNavigation()
  const { sealed, receipts } = useProject()
  const [chosen, setChosen] = useState<string | null>(null)
  const { busy, problem, recovered, status, ask } = useSubmission()
  const bids = sealed.filter((each) => each.present && each.tender === draft.tender.digest).toReversed()
  const bid = bids.find((each) => each.digest === chosen) ?? bids[0] ?? null
  const place = { tender: draft.tender.id, tenderDigest: draft.tender.digest, lot: draft.lot }
  const { origin } = draft.tender.platform
  const known = status[placeKey(place)]
  // What is submitted has arrived whole.
  const inForce = known?.state === 'submitted' && known.bidDigest === bid?.digest
  const look = (): void => {
    void ask(origin, place, bid)
    void useAddendum.getState().look(draft.id, origin)
  }
  useAskWhenConnected(draft, bid)
  return (
    <>
      <PlatformLine origin={origin} onConnect={look} isBusy={busy === 'asking'} problem={problem?.act === 'asking' ? problem.problem : null} />
      {recovered > 0 && <Alert type="info" showIcon title={t('submit.recovered', { count: recovered })} />}
      {bid === null
        ? <EmptyState title={t('submit.nothing')} text={t('submit.nothingText')} action={<Button type="primary" onClick={() => go({ screen: 'project', draft: draft.id, step: 'seal' })}>{t('submit.toSeal')}</Button>} />
        : (
            <>
              <Chosen bids={bids} bid={bid} onChange={setChosen} />
              {!inForce && draft.tender.newest === draft.tender.digest && <UploadCard bid={bid} tender={tender} />}
            </>
          )}
      <SubmitCard bid={bid} draft={draft} place={place} />
      <ReceiptList receipts={receipts} />
    </>
  )
}

/** The file that is meant: the newest, unless another is chosen. */
function Chosen({ bids, bid, onChange }: { bids: readonly SealedView[], bid: SealedView, onChange(digest: string): void }): ReactNode {
  const t = useTexts('projects')
  const language = useLanguage()
  return (
    <Block title={t('submit.file')}>
      <div className="prj-field">
        <label htmlFor="submit-file">{t('submit.fileLabel')}</label>
        <Select
          id="submit-file" className="prj-wide" value={bid.digest} onChange={onChange}
          options={bids.map((each) => ({ value: each.digest, label: t(each.current ? 'submit.fileCurrent' : 'submit.fileStale', { at: formatTime(each.sealedAt, language), size: formatBytes(each.size), digest: each.digest.slice(0, 8) }) }))}
        />
      </div>
      {!bid.current && <Alert type="warning" showIcon title={t('submit.stale')} />}
      {bid.current && bid.trials.length === 0 && <Alert type="warning" showIcon title={t('submit.notTried')} description={t('submit.notTriedText')} />}
    </Block>
  )
}

/** What the platform has is asked from it when the screen opens, when a connection is made, and for another file. */
function useAskWhenConnected({ tender: { id: tender, digest: tenderDigest, platform: { origin } }, lot }: DraftView, bid: SealedView | null): void {
  const isConnected = useConnection(({ current }) => current?.platform.origin === origin)
  const digest = bid?.digest
  const size = bid?.size
  useEffect(() => {
    if (!isConnected) return
    void useSubmission.getState().ask(origin, { tender, tenderDigest, lot }, digest === undefined || size === undefined ? null : { digest, size })
  }, [isConnected, origin, tender, tenderDigest, lot, digest, size])
}
