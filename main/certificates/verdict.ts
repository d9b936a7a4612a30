import type { ErrorCode } from '../../interface/errors.ts'

/** `indeterminate`: nothing is wrong, but something could not be checked. */
export type State = 'valid' | 'indeterminate' | 'invalid'

/** One part of a verdict. `code` stands where the part is invalid; `detail` says what was looked at. */
export interface Part {
  part: 'integrity' | 'signature' | 'chain' | 'purpose' | 'revocation' | 'time'
  state: State
  code?: ErrorCode
  detail?: string
}

const order: readonly State[] = ['valid', 'indeterminate', 'invalid']

/** The worst state of the parts. Where nothing was checked nothing is valid: no parts are `indeterminate`. */
export function worst(parts: readonly Part[]): State {
  if (parts.length === 0) return 'indeterminate'
  return order[Math.max(...parts.map(({ state }) => order.indexOf(state)))] ?? 'invalid'
}
