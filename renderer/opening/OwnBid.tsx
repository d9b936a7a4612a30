import { isErrorCode, errorText } from '../../interface/errors.ts'
import { DigestText, Facts } from '../components/index.ts'
import { useLanguage, useTexts } from '../i18n.ts'
import { useHall } from './hall-store.ts'

/** A bidder's own bid, as the platform tells it to this bidder alone. */
export function OwnBid() {
  const t = useTexts('opening')
  const language = useLanguage()
  const own = useHall(({ state }) => state?.own ?? null)
  if (own === null) return null
  const words = (reason: string | undefined): string => reason === undefined ? '' : isErrorCode(reason) ? errorText(reason, language).what : reason
  return (
    <Facts items={[
      { label: t('ownBid.digest'), value: <DigestText value={own.bidDigest} /> },
      ...own.stages.map(({ stage, state, reason }) => ({
        label: own.stages.length === 1 ? t('ownBid.state') : t('ownBid.stateOf', { stage }),
        value: <>{t(`ownBid.${state}`)} {reason !== undefined && <span className="muted">{words(reason)}</span>}</>,
      })),
    ]} />
  )
}
