import type { SubmissionStatus } from '../../../interface/schemas/platform.ts'

/** What a bidder can do with the file at hand, by what the platform says; the platform and main judge it again. */
export interface NextAct {
  /** The act that puts this file in force; null where there is none. */
  act: 'submit' | 'replace' | null
  /** This very file is in force. */
  inForce: boolean
  canWithdraw: boolean
}

/** @param isStale the file is for a version that an addendum has replaced: it could be withdrawn, never submitted */
export function nextAct(status: SubmissionStatus, bid: string | null, { isLate, isStale }: { isLate: boolean, isStale: boolean }): NextAct {
  const holds = status.state === 'submitted' || status.state === 'refused'
  const inForce = status.state === 'submitted' && bid !== null && status.bidDigest === bid
  if (isLate || status.state === 'closed') return { act: null, inForce: bid !== null && status.bidDigest === bid, canWithdraw: false }
  return { act: bid === null || inForce || isStale ? null : holds ? 'replace' : 'submit', inForce, canWithdraw: holds }
}
