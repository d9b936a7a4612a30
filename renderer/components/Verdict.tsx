import { CheckCircleFilled, CloseCircleFilled, QuestionCircleFilled } from '@ant-design/icons'
import { Tag } from 'antd'
import { errorText } from '../../interface/errors.ts'
import type { VerdictView } from '../../preload/contract/values.ts'
import { useLanguage, useTexts } from '../i18n.ts'
import { partDetail } from './part-detail.ts'

type State = VerdictView['state']

const icons = { valid: <CheckCircleFilled />, indeterminate: <QuestionCircleFilled />, invalid: <CloseCircleFilled /> } as const

/** valid, indeterminate, invalid: by word and sign, not by colour alone. */
export function VerdictTag({ verdict }: { verdict: { state: State } }) {
  const t = useTexts('components')
  return <Tag className={`state-tag state-${verdict.state}`} icon={icons[verdict.state]}>{t(`verdict.state.${verdict.state}`)}</Tag>
}

/** Every part of a verdict: what was checked, with what result, and why. */
export function VerdictParts({ verdict }: { verdict: Pick<VerdictView, 'parts'> }) {
  const t = useTexts('components')
  const language = useLanguage()
  return (
    <ul className="verdict-parts">
      {verdict.parts.map((each) => ({ ...each, shown: partDetail(each, language) })).map(({ part, state, code, shown }) => (
        <li key={part} className={`part-${state}`}>
          <span className="part-icon" aria-hidden="true">{icons[state]}</span>
          <span className="part-name">{t(`verdict.part.${part}`)}</span>
          <span className="part-text">
            {t(`verdict.result.${state}`)}
            {code !== undefined && <span className="muted">{t('verdict.because', { text: errorText(code, language).what })} <code>{code}</code></span>}
            {shown !== undefined && <span className="muted part-detail">{shown}</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}
