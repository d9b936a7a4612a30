import type { FileReport } from '../../preload/contract/app.ts'
import { ByteSize, DateTime, DigestText, Facts } from '../components/index.ts'
import { useTexts } from '../i18n.ts'
import { AnnouncedTable } from '../opening/AnnouncedTable.tsx'
import { announcedTable } from '../opening/announced.ts'
import { CommandList } from './CommandList.tsx'
import { isForeign } from './commands.ts'
import { PartTable } from './PartTable.tsx'
import { recordIn, summaryOf, type Fact } from './summary.ts'
import { VerdictBanner } from './VerdictBanner.tsx'

/** The report on one file: verdict first, then what it rests on, what the file says, and how to check it elsewhere. */
export function Report({ report }: { report: FileReport }) {
  const t = useTexts('verify')
  const record = recordIn(report)
  return (
    <div className="verify-report">
      <VerdictBanner report={report} />
      {!isForeign(report) && <PartTable parts={report.verdict.parts} />}
      {!isForeign(report) && <Summary report={report} />}
      {record !== null && <section><h2 className="section-title">{t('record')}</h2><AnnouncedTable {...announcedTable(record, null)} currency="CNY" /></section>}
      <Origin report={report} />
      <CommandList report={report} />
    </div>
  )
}

function Summary({ report }: { report: FileReport }) {
  const t = useTexts('verify')
  const facts = summaryOf(report)
  return (
    <section>
      <h2 className="section-title">{t('content')}</h2>
      {facts === null
        ? <p className="muted">{t('noContent')}</p>
        : <Facts columns={2} items={facts.map((fact) => ({ label: labelOf(fact, t), value: <Value fact={fact} /> }))} />}
    </section>
  )
}

type Texts = ReturnType<typeof useTexts>

/** `envelope price`: the name of the envelope is the file's own. */
function labelOf({ label }: Fact, t: Texts): string {
  const [key = '', ...rest] = label.split(' ')
  return [t(`fact.${key}`), ...rest].join(' ')
}

function Value({ fact }: { fact: Fact }) {
  const t = useTexts('verify')
  switch (fact.type) {
    case 'text': return fact.value
    case 'time': return <DateTime value={fact.value} />
    case 'digest': return <DigestText value={fact.value} />
    case 'bytes': return <ByteSize value={fact.value} />
    case 'words': return t(`value.${fact.value}`, fact.count === undefined ? {} : { count: fact.count })
    default: return fact satisfies never
  }
}

function Origin({ report: { signer, verdict, digest, size } }: { report: FileReport }) {
  const t = useTexts('verify')
  return (
    <section>
      <h2 className="section-title">{t('origin')}</h2>
      <Facts columns={2} items={[
        ...(signer === null ? [] : [
          { label: t('signer.holder'), value: signer.holder.name }, { label: t('signer.id'), value: <span className="num">{signer.holder.id ?? t('signer.noId')}</span> },
          { label: t('signer.subject'), value: signer.subject }, { label: t('signer.serial'), value: <code className="mono">{signer.serial}</code> },
        ]),
        { label: t('time.stamped'), value: verdict.stampedAt === null ? t('time.none') : <DateTime value={verdict.stampedAt} /> },
        { label: t('time.judged'), value: <DateTime value={verdict.judgedAt} /> },
        { label: t('file.digest'), value: <DigestText value={digest} /> }, { label: t('file.size'), value: <ByteSize value={size} /> },
      ]} />
    </section>
  )
}
