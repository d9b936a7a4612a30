import { useState } from 'react'
import { asProblem, isCancelled, type Problem } from '../problem.ts'

/** One act of a person: busy while it runs, its problem where it was refused. A closed dialog is no problem. */
export interface Act {
  busy: boolean
  problem: Problem | null
  run(work: () => Promise<unknown>): Promise<boolean>
  dismiss(): void
}

export function useAct(): Act {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const run = async (work: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true)
    setProblem(null)
    try {
      await work()
      return true
    } catch (error) {
      if (!isCancelled(error)) setProblem(asProblem(error))
      return false
    } finally {
      setBusy(false)
    }
  }
  return { busy, problem, run, dismiss: () => setProblem(null) }
}
