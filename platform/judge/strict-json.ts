import type { z } from 'zod'
import { canonical } from '../../interface/canonical.ts'

/** A JSON member that is signed: canonical (RFC 8785) and of its schema. Answers null for anything else. */
export function readCanonical<S extends z.ZodType>(bytes: Uint8Array, schema: S): z.output<S> | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    const parsed = schema.safeParse(value)
    return parsed.success && Buffer.compare(canonical(value), bytes) === 0 ? parsed.data : null
  } catch {
    return null
  }
}
