type Source = 'system' | 'light' | 'dark'

let source: Source = 'system'
const followers = new Set<() => void>()

/** What pages are told to prefer; null leaves it to the system. */
export const currentScheme = (): 'light' | 'dark' | null => source === 'system' ? null : source

export const onTheme = (follow: () => void): void => { followers.add(follow) }

export const nativeTheme = {
  get themeSource(): Source {
    return source
  },
  set themeSource(value: Source) {
    source = value
    for (const follow of followers) follow()
  },
}
