import { Button } from 'antd'
import { Component, type ReactNode } from 'react'
import { errorText } from '../../interface/errors.ts'
import { headingId } from '../components/PageHeader.tsx'
import { CopyButton } from '../components/values.tsx'
import { useLanguage, useTexts } from '../i18n.ts'
import { useNavigation } from './navigation.ts'

interface Props { children: ReactNode }

/** A bug in a screen ends that screen, not the window. Drafts lie in main and are not touched. */
export class BugBoundary extends Component<Props, { error: unknown }> {
  override state: { error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error }
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children
    return <Bug error={this.state.error} home={() => {
      useNavigation.getState().go({ screen: 'home' })
      this.setState({ error: null })
    }} />
  }
}

function Bug({ error, home }: { error: unknown, home(): void }) {
  const t = useTexts('shell')
  const { what, remedy } = errorText('unknown-failure', useLanguage())
  const report = error instanceof Error ? `${error.name}: ${error.message}\n${(error.stack ?? '').split('\n').slice(1, 6).join('\n')}` : String(error)
  return (
    <div className="card bug" role="alert">
      <h1 className="section-title" id={headingId} tabIndex={-1}>{t('bug.title')}</h1>
      <p>{what}{remedy}</p>
      <p className="muted">{t('bug.safe')}</p>
      <pre className="bug-report mono">{report}</pre>
      <div className="row">
        <Button type="primary" onClick={home}>{t('bug.home')}</Button>
        <Button onClick={() => window.location.reload()}>{t('bug.reload')}</Button>
        <CopyButton value={report} label={t('bug.copy')} />
        <code className="muted">unknown-failure</code>
      </div>
    </div>
  )
}
