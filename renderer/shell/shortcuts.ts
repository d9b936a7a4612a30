import { useEffect } from 'react'
import { areas } from './areas.tsx'
import { useNavigation } from './navigation.ts'

/** Control everywhere, Command on a Mac. */
export const isMac = /mac/i.test(navigator.userAgent)
export const modifier = isMac ? '⌘' : 'Ctrl'
export const shortcutOf = (index: number): string => `${modifier}+${index + 1}`

/** Ctrl+1 … Ctrl+7 go to the areas. */
export function useShortcuts(): void {
  const go = useNavigation((navigation) => navigation.go)
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if ((isMac ? !event.metaKey : !event.ctrlKey) || event.altKey || event.shiftKey) return
      const area = areas[Number(event.key) - 1]
      if (area === undefined) return
      event.preventDefault()
      go(area.start)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [go])
}
