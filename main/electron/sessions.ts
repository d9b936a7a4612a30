import { session, type Session } from 'electron'
import type { OriginList } from '../bridge/origins.ts'
import { clientOrigin, promptOrigin } from './places.ts'

/** The two sessions. Neither keeps anything on disk; neither has a right that is not given here. */

/** Loopback is where a rehearsal's platform is, and a person copies a digest. Writing text to the clipboard, by a gesture, reads nothing. */
const rights: readonly string[] = ['local-network-access', 'loopback-network', 'clipboard-sanitized-write']

const isOf = (url: string, origin: string): boolean => url === origin || url.startsWith(`${origin}/`)

function closeDown(session: Session, grants: (permission: string, origin: string) => boolean, permits: (url: string, method: string) => boolean): Session {
  session.setPermissionRequestHandler((_contents, permission, decide, { requestingUrl }) => decide(grants(permission, requestingUrl)))
  session.setPermissionCheckHandler((_contents, permission, origin) => grants(permission, origin))
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest(({ url, method }, decide) => decide({ cancel: !permits(url, method) }))
  session.on('will-download', (event) => event.preventDefault())
  session.setSpellCheckerEnabled(false)
  return session
}

/** The client's: its own origin, and the platforms of main's list. */
export const clientSession = (origins: OriginList): Session => closeDown(
  session.fromPartition('client'),
  (permission, origin) => rights.includes(permission) && isOf(origin, clientOrigin),
  (url, method) => isOf(url, clientOrigin) || (/^https?:\/\//.test(url) && origins.permits(url, method)),
)

/** The prompt's: its own page, no network at all. */
export const promptSession = (): Session => closeDown(session.fromPartition('prompt'), () => false, (url) => isOf(url, promptOrigin))
