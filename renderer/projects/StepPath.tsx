import { CheckOutlined, ExclamationOutlined, LockOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { DraftView } from '../../preload/contract/drafts.ts'
import { useSecond } from '../components/tick.ts'
import { platformNow } from '../connection/clock-store.ts'
import { useTexts } from '../i18n.ts'
import { useNavigation, type ProjectStep } from '../shell/navigation.ts'
import { flushAll } from './draft/draft-savers.ts'
import { stepViews, type StepView } from './steps.ts'

const signs = { done: <CheckOutlined />, open: null, attention: <ExclamationOutlined />, blocked: <LockOutlined /> } as const

/** 读标 编制 检查 签封 递交 开标, each with its state and the reason for it. Every step can be looked at; a blocked one says why. */
export function StepPath({ draft, step: current }: { draft: DraftView, step: ProjectStep }): ReactNode {
  const t = useTexts('projects')
  const { go } = useNavigation()
  // The deadline may pass while one looks.
  useSecond()
  const views = stepViews(draft, platformNow(draft.tender.platform.origin))
  const open = (step: ProjectStep): void => {
    // What was typed last counts for the check and for the seal.
    void flushAll().then(() => go({ screen: 'project', draft: draft.id, step }))
  }
  return (
    <nav className="prj-path" aria-label={t('path')}>
      <ol>
        {views.map((view, index) => (
          <li key={view.step} className={`prj-path-${view.state}`}>
            <button type="button" aria-current={view.step === current ? 'step' : undefined} onClick={() => open(view.step)}>
              <span className="prj-path-sign" aria-hidden="true">{signs[view.state] ?? index + 1}</span>
              <span className="prj-path-text"><span className="prj-path-name">{t(`step.${view.step}`)}</span><Reason view={view} /></span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}

function Reason({ view }: { view: StepView }): ReactNode {
  const t = useTexts('projects')
  return <span className="prj-path-reason">{t(`reason.${view.reason}`, { count: view.count })}</span>
}
