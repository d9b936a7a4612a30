import { isErrorCode, Refusal } from '../../interface/errors.ts'

/** Requests to main's byte routes (`/sealed/…`, `/incoming/…`). What main refuses comes as a problem with its code. */

async function refusalOf(response: Response): Promise<Refusal> {
  const problem = await response.json().catch(() => null) as { code?: unknown, detail?: unknown } | null
  const { code, detail } = problem ?? {}
  if (typeof code === 'string' && isErrorCode(code)) return new Refusal(code, typeof detail === 'string' ? detail : undefined)
  return new Refusal('unknown-failure', `status ${response.status}`)
}

/** Refusals: those of main; unknown-failure where it gives no answer, which is no fault of any network. */
export async function askBytes(url: string, init: RequestInit): Promise<Response> {
  let response: Response
  try {
    response = await fetch(url, init)
  } catch (error) {
    throw new Refusal('unknown-failure', error instanceof Error ? error.message : String(error))
  }
  if (!response.ok) throw await refusalOf(response)
  return response
}
