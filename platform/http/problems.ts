import { errorStatus, errorText, Refusal } from '../../interface/errors.ts'
import { problemBase, problemType } from '../../interface/routes.ts'
import type { Problem } from '../../interface/schemas/platform.ts'

/** A refusal as a problem (RFC 9457); `member` names the first of several places. */
export function problemOf(refusal: Refusal): Problem {
  const [member] = refusal.items
  return {
    type: `${problemBase}${refusal.code}`, title: errorText(refusal.code, 'en').what, status: errorStatus(refusal.code), code: refusal.code,
    ...(refusal.detail === undefined ? {} : { detail: refusal.detail }),
    ...(member === undefined ? {} : { member }),
  }
}

export function problemResponse(refusal: Refusal): Response {
  const problem = problemOf(refusal)
  return new Response(JSON.stringify(problem), { status: problem.status, headers: { 'content-type': problemType } })
}

/** Every error as a refusal; what is not one already is a defect, which is told to the operator and not to the caller. */
export function asRefusal(error: unknown, report: (error: unknown) => void): Refusal {
  if (error instanceof Refusal) return error
  if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return new Refusal('disk-full')
  report(error)
  return new Refusal('unknown-failure')
}
