/** What `npm start` tells a person: one line in Chinese, one in English. */
export function say(chinese: string, english: string): void {
  process.stdout.write(`  ${chinese}\n  ${english}\n\n`)
}

/** Something was done. */
export function done(chinese: string, english: string, detail = ''): void {
  process.stdout.write(`  ✓ ${chinese} ${english}${detail === '' ? '' : `: ${detail}`}\n`)
}

/** The start cannot go on, for a reason that a person can mend. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure'
  readonly chinese: string

  constructor(chinese: string, english: string) {
    super(english)
    this.chinese = chinese
  }
}
