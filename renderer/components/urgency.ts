const hour = 3_600_000

/** Nearness of a deadline from the milliseconds that are left, for its look; the words say the same. */
export function urgency(left: number): 'past' | 'hour' | 'day' | 'calm' {
  if (left <= 0) return 'past'
  if (left <= hour) return 'hour'
  return left <= 24 * hour ? 'day' : 'calm'
}
