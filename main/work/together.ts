/**
 * Runs works side by side and answers their results in order. When one fails the others are cancelled and waited for, then its error is
 * thrown: by the time the caller cleans up, nobody writes any more.
 */
export async function together<T>(works: readonly ((signal: AbortSignal) => Promise<T>)[], signal?: AbortSignal): Promise<T[]> {
  const failed = new AbortController()
  const linked = signal === undefined ? failed.signal : AbortSignal.any([signal, failed.signal])
  const failures: unknown[] = []
  const settled = await Promise.all(works.map(async (work) => {
    try {
      return { value: await work(linked) }
    } catch (error) {
      failures.push(error)
      failed.abort()
      return null
    }
  }))
  if (failures.length > 0) throw failures[0]
  return settled.flatMap((each) => each === null ? [] : [each.value])
}
