import { App } from 'antd'
import { useMemo } from 'react'
import { errorText } from '../../interface/errors.ts'
import { useLanguage, useTexts } from '../i18n.ts'
import { asProblem, isCancelled } from '../problem.ts'

export interface Notice {
  /** What was thrown, with cause, remedy and code; nothing for what a person cancelled. */
  problem(error: unknown): void
  done(text: string): void
}

/** Notes that do not belong to a place on the screen. */
export function useNotice(): Notice {
  const { notification, message } = App.useApp()
  const t = useTexts('components')
  const language = useLanguage()
  return useMemo(() => ({
    problem(error) {
      if (isCancelled(error)) return
      const { code, detail } = asProblem(error)
      const { what, remedy } = errorText(code, language)
      notification.error({
        title: what, duration: 0, key: code,
        description: <div><p>{remedy}</p>{detail !== undefined && <p className="problem-detail muted">{detail}</p>}<p className="problem-code muted">{t('problem.code')} <code>{code}</code></p></div>,
      })
    },
    done(text) { message.success(text) },
  }), [notification, message, t, language])
}
