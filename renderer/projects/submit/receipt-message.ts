import { Refusal } from '../../../interface/errors.ts'
import { submissionReceipt } from '../../../interface/schemas/receipt.ts'
import type { SubmissionMessage } from '../../../interface/schemas/messages.ts'

/**
 * The message that a receipt confirms. A receipt that was lost on its way (the program was killed, the line broke) is asked from the platform
 * again; main, which keeps it only if it is genuine, wants to know what it should confirm.
 */

const localHeader = 0x04034b50

/** `receipt.json` of a receipt: members are stored, sizes stand in the local headers (docs/formats.md). */
function receiptJson(bytes: Uint8Array): string | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at + 30 <= bytes.length && view.getUint32(at, true) === localHeader;) {
    const size = view.getUint32(at + 18, true)
    const nameLength = view.getUint16(at + 26, true)
    const start = at + 30 + nameLength + view.getUint16(at + 28, true)
    const name = new TextDecoder().decode(bytes.subarray(at + 30, at + 30 + nameLength))
    if (name === 'receipt.json') return new TextDecoder().decode(bytes.subarray(start, start + size))
    at = start + size
  }
  return null
}

/** Refusal('receipt-invalid') where there is no such message in it. */
export function receiptMessage(bytes: Uint8Array): SubmissionMessage {
  try {
    return submissionReceipt.parse(JSON.parse(receiptJson(bytes) ?? '')).message
  } catch {
    throw new Refusal('receipt-invalid', 'not a receipt of a submission')
  }
}
