import dayjs, { type Dayjs } from 'dayjs'

/** Times of a tender are written in Beijing time, whatever the machine's zone: RFC 3339 with +08:00. China has had no summer time since 1991. */

const offsetMs = 8 * 3_600_000

/** The wall clock in Beijing at an RFC 3339 time, as the picker shows it; null for what is no time. */
export function toWallClock(time: string): Dayjs | null {
  const at = Date.parse(time)
  return Number.isNaN(at) ? null : dayjs(new Date(at + offsetMs).toISOString().slice(0, 19))
}

export const fromWallClock = (clock: Dayjs): string => `${clock.format('YYYY-MM-DDTHH:mm:ss')}+08:00`
