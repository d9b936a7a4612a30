import type { OnProgress } from '../main/bid/progress.ts'

/** Progress goes to stderr: a line that is rewritten on a terminal, nothing in a pipe but the end of long work. */

const mebibytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(0)

function estimate(seconds: number | null): string {
  if (seconds === null) return ''
  return seconds < 90 ? `, ${Math.ceil(seconds)} s` : `, ${Math.ceil(seconds / 60)} min`
}

/** Shows progress of long work at most ten times a second. */
export function showProgress(): OnProgress {
  let shown = 0
  return ({ step, done, total, secondsLeft }) => {
    const now = Date.now()
    const isEnd = done >= total
    if (!process.stderr.isTTY || (now - shown < 100 && !isEnd)) return
    shown = now
    const percent = total === 0 ? 100 : Math.floor(done * 100 / total)
    process.stderr.write(`\r\u001b[K${step} ${percent}% (${mebibytes(done)} / ${mebibytes(total)} MiB${estimate(secondsLeft)})${isEnd ? '\n' : ''}`)
  }
}
