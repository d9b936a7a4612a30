import { Tag } from 'antd'
import { errorText, isErrorCode, type ErrorCode } from '../../interface/errors.ts'
import { useLanguage, useTexts } from '../i18n.ts'
import type { AnnouncedRow } from './announced.ts'

/** Codes of our list that stand in a platform's words. */
const codesIn = (text: string): ErrorCode[] => text.split(/[\s:;,]+/).filter((word) => word.includes('-') && isErrorCode(word)).map((word) => word as ErrorCode)

/** Outcome by word, what it means in law, and the platform's own reason. */
export function OutcomeCell({ row: { outcome, reason, remedy } }: { row: AnnouncedRow }) {
  const t = useTexts('opening')
  const language = useLanguage()
  const known = reason === null ? [] : codesIn(reason.text)
  return (
    <div>
      <Tag className={`state-tag state-${outcome === 'opened' ? 'valid' : outcome === 'rejected' ? 'invalid' : 'indeterminate'}`}>{t(`outcome.${outcome}`)}</Tag>
      {outcome !== 'opened' && <div className="announced-reason">{t(`outcome.why.${outcome}`)}</div>}
      {known.map((code) => <div key={code} className="announced-reason">{errorText(code, language).what}</div>)}
      {reason !== null && <div className="muted announced-reason" lang="en">{reason.text}</div>}
      {remedy !== null && <div className="muted announced-reason">{t('outcome.remedied', { way: t(`remedy.${remedy}`) })}</div>}
    </div>
  )
}
