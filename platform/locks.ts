/** Runs the work of one key one after the other, of different keys side by side. */
export class Mutex {
  readonly #tails = new Map<string, Promise<unknown>>()

  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(key) ?? Promise.resolve()
    const mine = before.then(work, work)
    // What waits behind this must not see its failure.
    const settled = mine.then(() => undefined, () => undefined)
    this.#tails.set(key, settled)
    try {
      return await mine
    } finally {
      if (this.#tails.get(key) === settled) this.#tails.delete(key)
    }
  }
}

/** Counts what is under way for a key and lets others wait until nothing is. */
export class Gate {
  readonly #inside = new Map<string, Set<Promise<unknown>>>()

  async pass<T>(key: string, work: () => Promise<T>): Promise<T> {
    const set = this.#inside.get(key) ?? new Set()
    this.#inside.set(key, set)
    const mine = work()
    set.add(mine)
    try {
      return await mine
    } finally {
      set.delete(mine)
    }
  }

  async quiet(key: string): Promise<void> {
    for (let set = this.#inside.get(key); set !== undefined && set.size > 0; set = this.#inside.get(key)) await Promise.allSettled(set)
  }
}
