import { errorText } from '../interface/errors.ts'
import { startTexts } from './i18n.ts'
import { useApp } from './shell/app-store.ts'
import { useNavigation } from './shell/navigation.ts'

/** Starts the window: what main says first, the components meanwhile. */

const root = document.querySelector('#root')

async function start(): Promise<void> {
  const components = import('./shell/Root.tsx')
  const { language, place } = await useApp.getState().load()
  startTexts(language)
  useNavigation.getState().restore(place)
  const { show } = await components
  show(root)
}

/** Nothing is there yet to show it with: plain text, in both languages. */
function giveUp(error: unknown): void {
  const note = document.createElement('pre')
  note.setAttribute('role', 'alert')
  const texts = (['zh', 'en'] as const).map((language) => errorText('unknown-failure', language))
  note.textContent = [...texts.map(({ what, remedy }) => `${what} ${remedy}`), error instanceof Error ? error.message : String(error)].join('\n')
  root?.replaceChildren(note)
}

start().catch(giveUp)
