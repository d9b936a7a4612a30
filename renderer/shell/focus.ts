import { useEffect, useRef } from 'react'
import { headingId } from '../components/PageHeader.tsx'

/** Screens are loaded late; the heading is looked for that long. */
const patience = 3_000

/** After navigation the focus goes to the heading of the new screen, so that a screen reader says where one is. Not at the start. */
export function useHeadingFocus(key: string): void {
  const last = useRef(key)
  useEffect(() => {
    if (last.current === key) return undefined
    last.current = key
    const until = performance.now() + patience
    let frame = 0
    const look = (): void => {
      const heading = document.querySelector<HTMLElement>(`#${headingId}`)
      if (heading !== null) heading.focus({ preventScroll: true })
      else if (performance.now() < until) frame = requestAnimationFrame(look)
    }
    frame = requestAnimationFrame(look)
    return () => cancelAnimationFrame(frame)
  }, [key])
}
