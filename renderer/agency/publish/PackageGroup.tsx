import { Button, Skeleton } from 'antd'
import { useEffect, useState } from 'react'
import type { TenderView } from '../../../preload/contract/tenders.ts'
import { sealbid } from '../../bridge.ts'
import { ByteSize, DateTime, DigestText, Facts, ProblemNote, VerdictParts, VerdictTag } from '../../components/index.ts'
import { useTexts } from '../../i18n.ts'
import { useAct } from '../../projects/use-act.ts'
import { useSaved } from '../../projects/use-saved.ts'
import { Group } from '../layout.tsx'
import { Publication } from './Publication.tsx'

interface Props { digest: string, builtAt: string, isNewest: boolean }

/** A package that was built: what it is, whether it may be believed, and where it is published. */
export function PackageGroup({ digest, builtAt, isNewest }: Props) {
  const t = useTexts('agency')
  const [tender, setTender] = useState<TenderView | null>(null)
  const { problem, run } = useAct()
  const saved = useSaved()
  const { problem: notSaved, run: save, dismiss } = useAct()
  useEffect(() => {
    void run(async () => setTender(await sealbid.tenders.get({ tender: digest })))
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `run` only sets state
  }, [digest])
  const actions = <Button size="small" onClick={() => { void save(async () => saved(await sealbid.tenders.save({ tender: digest }))) }}>{t('package.save')}</Button>
  const title = tender === null ? t('package.title') : tender.sequence === 0 ? t('package.tender') : t('package.addendum', { number: tender.sequence })
  return (
    <Group title={isNewest ? title : t('package.older', { title })} actions={actions}>
      {problem !== null && <ProblemNote problem={problem} />}
      {notSaved !== null && <ProblemNote problem={notSaved} onClose={dismiss} />}
      {tender === null && problem === null && <Skeleton active title={false} />}
      {tender !== null && <PackageFacts tender={tender} builtAt={builtAt} />}
      {tender !== null && isNewest && <Publication tender={tender} />}
    </Group>
  )
}

function PackageFacts({ tender, builtAt }: { tender: TenderView, builtAt: string }) {
  const t = useTexts('agency')
  return (
    <>
      <Facts items={[
        { label: t('package.builtAt'), value: <DateTime value={builtAt} /> },
        { label: t('package.signer'), value: <>{tender.signer.holder.name} <span className="muted mono">{tender.signer.serial}</span></> },
        { label: t('package.size'), value: <ByteSize value={tender.size} /> },
        { label: t('package.digest'), value: <DigestText value={tender.digest} /> },
        ...(tender.supersedes === null ? [] : [{ label: t('package.supersedes'), value: <DigestText value={tender.supersedes} /> }]),
        { label: t('package.verdict'), value: <VerdictTag verdict={tender.verdict} /> },
      ]} />
      <details className="studio-details"><summary>{t('package.parts')}</summary><VerdictParts verdict={tender.verdict} /></details>
    </>
  )
}
