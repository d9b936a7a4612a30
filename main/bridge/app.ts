import { language as languageSchema, theme as themeSchema, type Language, type Theme } from '../../preload/contract/values.ts'
import type { AppState } from '../../preload/contract/app.ts'
import type { Settings } from '../drafts/settings.ts'
import type { AreaHandlers, BridgeContext } from './context.ts'

export interface Appearance { language: Language, theme: Theme }

/** As the person set it; Chinese and the system's theme at first. */
export function appearance(settings: Settings): Appearance {
  return {
    language: languageSchema.catch('zh').parse(settings.get('language')),
    theme: themeSchema.catch('system').parse(settings.get('theme')),
  }
}

export function appHandlers({ workspace, clock, version, rehearsalPlatform, files }: BridgeContext): AreaHandlers<'app'> {
  const { settings } = workspace
  const state = (): AppState => ({
    version,
    profile: workspace.context.trust.profile,
    ...appearance(settings),
    place: settings.get('place'),
    now: clock.now().toISOString(),
    clock: clock.offset === 0 ? 'computer' : 'rehearsal',
    rehearsalPlatform,
  })
  return {
    'app.state': async () => state(),
    'app.configure': async (changes) => {
      for (const name of ['language', 'theme', 'place'] as const) {
        const value = changes[name]
        if (value !== undefined) settings.set(name, value)
      }
      return state()
    },
    'app.opened': async (_, sender) => files.opened(sender),
  }
}
