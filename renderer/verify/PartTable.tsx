import { CheckCircleFilled, CloseCircleFilled, QuestionCircleFilled } from '@ant-design/icons'
import { errorText } from '../../interface/errors.ts'
import type { Part } from '../../preload/contract/views.ts'
import { partDetail } from '../components/part-detail.ts'
import { useLanguage, useTexts } from '../i18n.ts'

const signs = { valid: <CheckCircleFilled className="verify-valid" />, indeterminate: <QuestionCircleFilled className="verify-open" />, invalid: <CloseCircleFilled className="verify-invalid" /> } as const

/** Each part of the verdict: what is looked at, what came out. */
export function PartTable({ parts }: { parts: readonly Part[] }) {
  const t = useTexts('verify')
  const language = useLanguage()
  return (
    <table className="verify-parts">
      <caption className="visually-hidden">{t('parts.caption')}</caption>
      <thead><tr><th scope="col">{t('parts.part')}</th><th scope="col">{t('parts.what')}</th><th scope="col">{t('parts.result')}</th></tr></thead>
      <tbody>
        {parts.map((each) => ({ ...each, shown: partDetail(each, language) })).map(({ part, state, code, shown }, index) => (
          <tr key={`${part} ${index}`}>
            <th scope="row">{t(`part.${part}`)}</th>
            <td className="muted">{t(`parts.about.${part}`)}</td>
            <td>
              <span className="verify-result"><span aria-hidden="true">{signs[state]}</span> {t(`parts.${state}`)}</span>
              {code !== undefined && <div>{errorText(code, language).what} <code>{code}</code></div>}
              {shown !== undefined && <div className="muted verify-detail">{shown}</div>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
