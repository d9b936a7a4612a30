import { Refusal } from '../../interface/errors.ts'
import type { PlatformView } from '../../preload/contract/platforms.ts'
import type { KnownPlatform } from '../drafts/platforms.ts'
import { acceptPlatform } from '../opening/certified.ts'
import type { AreaHandlers, BridgeContext } from './context.ts'
import { platformOrigin } from './origins.ts'

export function platformView({ origin, descriptor, acceptedAt }: KnownPlatform): PlatformView {
  const { code, name, operator, practice, interfaceVersions, limits, timestampAuthority } = descriptor
  return { origin, code, name, operator, practice, interfaceVersions, limits, timestampAuthority, acceptedAt }
}

/** Platforms that speak another major version of the interface are not understood. */
const isSpoken = (versions: readonly string[]): boolean => versions.some((each) => each.startsWith('1.'))

export function platformsHandlers({ workspace, platforms, connections, clock }: BridgeContext): AreaHandlers<'platforms'> {
  return {
    'platforms.list': async () => workspace.platforms.list().map(platformView),
    'platforms.reach': async ({ origin }) => {
      platforms.reach(origin)
      return null
    },
    'platforms.accept': async ({ origin, descriptor, certification, clock: time }) => {
      const reached = platformOrigin(origin)
      if (!isSpoken(descriptor.interfaceVersions)) throw new Refusal('platform-uncertified', `interface ${descriptor.interfaceVersions.join(', ')}`)
      const before = clock.offset
      // In a rehearsal the platform's time counts, also for its own certification; it stays only if the platform is accepted.
      if (clock.isRehearsal && descriptor.practice) clock.follow(time)
      try {
        platforms.accept(await acceptPlatform(descriptor, Buffer.from(certification, 'base64'), reached, workspace.context))
      } catch (error) {
        if (clock.offset !== before) clock.set(before)
        throw error
      }
      const known = { origin: reached, descriptor, acceptedAt: workspace.context.now().toISOString() }
      workspace.platforms.save(known)
      workspace.note('platform-accepted', { origin: reached, code: descriptor.code, time })
      return platformView(known)
    },
    'platforms.forget': async ({ origin }) => {
      const reached = platformOrigin(origin)
      platforms.forget(reached)
      connections.endWhere((each) => each.platform.origin === reached)
      workspace.platforms.remove(reached)
      return null
    },
  }
}
