import { Alert, Button } from 'antd'
import { errorText } from '../../interface/errors.ts'
import { useLanguage, useTexts } from '../i18n.ts'
import type { Problem } from '../problem.ts'

/** An error: what happened, what to do, where, and its code. */
export function ProblemNote({ problem, onRetry, onClose }: { problem: Problem, onRetry?: (() => void) | undefined, onClose?: (() => void) | undefined }) {
  const t = useTexts('components')
  const { what, remedy } = errorText(problem.code, useLanguage())
  const action = onRetry === undefined ? undefined : <Button size="small" onClick={onRetry}>{t('problem.retry')}</Button>
  return (
    <Alert
      type="error" showIcon role="alert" title={what} action={action} description={<Body problem={problem} remedy={remedy} />}
      {...(onClose === undefined ? {} : { closable: { onClose, 'aria-label': t('problem.close') } })}
    />
  )
}

function Body({ problem: { code, detail, items }, remedy }: { problem: Problem, remedy: string }) {
  const t = useTexts('components')
  return (
    <div>
      <p className="problem-remedy">{remedy}</p>
      {items.length > 0
        ? <ul className="problem-items">{[...new Set(items)].map((item) => <li key={item}>{item}</li>)}</ul>
        : detail !== undefined && detail !== '' && <p className="problem-detail"><span className="muted">{t('problem.detail')}</span> {detail}</p>}
      <p className="problem-code muted">{t('problem.code')} <code>{code}</code></p>
    </div>
  )
}
