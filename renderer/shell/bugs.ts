import { useEffect } from 'react'
import { useNotice } from '../components/notice.tsx'

/** What nobody caught is shown, never swallowed: a refusal with its remedy, anything else as a bug of the program. */
export function useUnhandled(): void {
  const notice = useNotice()
  useEffect(() => {
    const show = (event: PromiseRejectionEvent): void => notice.problem(event.reason)
    window.addEventListener('unhandledrejection', show)
    return () => window.removeEventListener('unhandledrejection', show)
  }, [notice])
}
