import type { Part } from '../../preload/contract/views.ts'
import type { Language } from '../../preload/contract/values.ts'
import { formatTime } from './formatters.ts'

/**
 * What a part of a verdict says besides its result. Main's details are for the command line, too: a time is written as on every screen, and
 * the purpose and the revocation list are left out where there is nothing to say but that all is well.
 */
export function partDetail({ part, state, detail }: Part, language: Language): string | undefined {
  if (detail === undefined) return undefined
  if (part === 'time' && !Number.isNaN(Date.parse(detail))) return formatTime(detail, language)
  const isPlain = part === 'purpose' || (part === 'revocation' && /: not revoked by the list of \S+$/.test(detail))
  return state === 'valid' && isPlain ? undefined : detail
}
