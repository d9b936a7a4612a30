import { useState } from 'react'
import { asProblem, isCancelled, type Problem } from '../problem.ts'
import { getTender } from './get-tender.ts'

/** Getting one package at a time from a platform, with what a screen shows of it. */
export function useGetting() {
  const [busy, setBusy] = useState<string | null>(null)
  const [job, setJob] = useState<string | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const run = async (origin: string, id: string, label: string, then: (digest: string) => void): Promise<void> => {
    setBusy(id)
    setProblem(null)
    try {
      then(await getTender(origin, id, label, setJob))
    } catch (error) {
      if (!isCancelled(error)) setProblem(asProblem(error))
    } finally {
      setBusy(null)
    }
  }
  const get = (origin: string, id: string, label: string, then: (digest: string) => void): void => { void run(origin, id, label, then) }
  return { busy, job, problem, get, dismiss: () => setProblem(null) }
}
