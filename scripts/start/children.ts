import type { ChildProcess } from 'node:child_process'

/** Processes that were started, ended in the order in which they came, last first. Each by itself; nothing else is touched. */
export class Children {
  readonly #running: { child: ChildProcess, end: () => void, gone: Promise<void> }[] = []
  #ending: Promise<void> | null = null

  /** `end` asks it to end in its own way. */
  add(child: ChildProcess, end: () => void): void {
    const gone = new Promise<void>((resolve) => {
      child.once('exit', () => resolve())
      child.once('error', () => resolve())
    })
    this.#running.push({ child, end, gone })
    if (this.#ending !== null) child.kill('SIGKILL')
  }

  get isEnding(): boolean {
    return this.#ending !== null
  }

  /** Ends all; one that does not end within `patience` milliseconds is killed. */
  end(patience = 10_000): Promise<void> {
    return this.#ending ??= this.#endAll(patience)
  }

  /** At once, for a person who asks a second time. */
  kill(): void {
    for (const { child } of this.#running) child.kill('SIGKILL')
  }

  async #endAll(patience: number): Promise<void> {
    for (const { child, end, gone } of this.#running.toReversed()) {
      if (child.exitCode !== null || child.signalCode !== null) continue
      end()
      const timer = setTimeout(() => child.kill('SIGKILL'), patience)
      await gone
      clearTimeout(timer)
    }
  }
}
