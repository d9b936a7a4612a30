import type { OnProgress } from '../main/bid/progress.ts'

/** Progress goes to stderr: a line that is rewritten on a terminal, in a pipe or log a line every five seconds. */

const mebibytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(0)

function estimate(seconds: number | null): string {
  if (seconds === null) return ''
  return seconds < 90 ? `, ${Math.ceil(seconds)} s` : `, ${Math.ceil(seconds / 60)} min`
}

/** Shows progress of long work: what is done, of how much, and how long it will still take. */
export function showProgress(): OnProgress {
  const { isTTY } = process.stderr
  const interval = isTTY ? 100 : 5_000
  let shown = isTTY ? 0 : Date.now()
  return ({ step, done, total, secondsLeft }) => {
    const isEnd = done >= total
    if (Date.now() - shown < interval && !(isTTY && isEnd)) return
    shown = Date.now()
    const percent = total === 0 ? 100 : Math.floor(done * 100 / total)
    const text = `${step} ${percent}% (${mebibytes(done)} / ${mebibytes(total)} MiB${estimate(secondsLeft)})`
    process.stderr.write(isTTY ? `\r\u001b[K${text}${isEnd ? '\n' : ''}` : `${text}\n`)
  }
}
