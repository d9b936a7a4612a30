import type { ErrorCode } from '../../interface/errors.ts'

/** One part of a verdict (main/certificates/verdict.ts says what each means). */
export interface Part {
  part: 'integrity' | 'signature' | 'chain' | 'purpose' | 'revocation' | 'time'
  state: 'valid' | 'indeterminate' | 'invalid'
  code?: ErrorCode
  detail?: string
}
