import type { FileReport } from '../../preload/contract/app.ts'
import { CopyButton } from '../components/index.ts'
import { useTexts } from '../i18n.ts'
import { commandsFor } from './commands.ts'

/** The commands with which anybody can check this file without this program. */
export function CommandList({ report }: { report: FileReport }) {
  const t = useTexts('verify')
  return (
    <details className="verify-commands">
      <summary>{t('commands.title')}</summary>
      <p className="muted">{t('commands.text')}</p>
      {commandsFor(report).map(({ group, lines }) => (
        <div key={group} className="verify-command">
          <div className="verify-command-head"><strong>{t(`commands.${group}`)}</strong><CopyButton value={lines.join('\n')} label={t('commands.copy', { group: t(`commands.${group}`) })} /></div>
          <pre className="mono">{lines.join('\n')}</pre>
        </div>
      ))}
    </details>
  )
}
