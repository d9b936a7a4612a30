import { Alert } from 'antd'
import { errorText } from '../../interface/errors.ts'
import type { FileReport } from '../../preload/contract/app.ts'
import { useLanguage, useTexts } from '../i18n.ts'
import { isForeign } from './commands.ts'

const types = { valid: 'success', indeterminate: 'warning', invalid: 'error' } as const

/** The verdict in a sentence that can be acted on. */
export function VerdictBanner({ report }: { report: FileReport }) {
  const t = useTexts('verify')
  const language = useLanguage()
  if (isForeign(report)) return <Alert type="info" showIcon title={t('verdict.foreign')} description={t('verdict.foreignText')} />
  const { verdict, signer } = report
  const unchecked = verdict.parts.filter((each) => each.state === 'indeterminate').map((each) => t(`part.${each.part}`)).join(t('and'))
  const codes = [...new Set(verdict.parts.flatMap((each) => each.state === 'invalid' && each.code !== undefined ? [each.code] : []))]
  return (
    <Alert
      type={types[verdict.state]} showIcon title={t(`verdict.${verdict.state}`, { name: signer?.holder.name ?? t('signer.unknown') })}
      description={(
        <>
          <p className="verify-words">{t(`verdict.${verdict.state}Text`, { unchecked })}</p>
          {codes.map((code) => {
            const { what, remedy } = errorText(code, language)
            return <p key={code} className="verify-words">{what}{remedy} <code>{code}</code></p>
          })}
        </>
      )}
    />
  )
}
