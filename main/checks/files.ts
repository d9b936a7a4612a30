import { closeSync, openSync, readSync } from 'node:fs'
import type { Section, Tender } from '../../interface/schemas/tender.ts'
import { nameFault } from '../container/names.ts'
import type { Answer, Attachment } from '../drafts/answers.ts'
import { finding, type Finding } from './findings.ts'
import { headBytes, judgeType } from './media-types.ts'

type Limits = Tender['limits']

/** A bid also holds signatures, manifests and segment headers; from this share of the limit on a person should look. */
const nearLimit = 0.98

/** Type, size and name of one file. Pages are not counted here. */
export function checkFile(section: Section, attachment: Attachment, limits: Limits): Finding[] {
  const { name, size } = attachment
  const findings = checkName(section.id, name, limits)
  if (size === 0) return [...findings, finding('file-empty', section.id, undefined, name)]
  const limit = Math.min(limits.bytesPerFile, section.limits?.bytes ?? Infinity)
  if (size > limit) findings.push(finding('file-too-large', section.id, undefined, `${name}: ${size} > ${limit}`))
  const head = readHead(attachment.path)
  if (head === undefined) return [...findings, finding('file-unreadable', section.id, undefined, name)]
  const accept = section.accept
  const judgement = accept === undefined ? 'accepted' : judgeType(name, head, accept)
  if (judgement === 'refused') findings.push(finding('file-type', section.id, undefined, `${name}: ${accept?.join(', ')}`))
  if (judgement === 'unchecked') findings.push(finding('file-type-unchecked', section.id, undefined, `${name}: ${accept?.join(', ')}`))
  return findings
}

/** All files together against the limit for a bid, in bytes before sealing. */
export function checkBidSize(answers: ReadonlyMap<string, Answer>, limits: Limits): Finding[] {
  let sum = 0
  for (const answer of answers.values()) if (answer.kind === 'file') sum += answer.attachment.size
  const detail = `${sum} / ${limits.bytesPerBid}`
  if (sum > limits.bytesPerBid) return [finding('bid-too-large', '', undefined, detail)]
  return sum > limits.bytesPerBid * nearLimit ? [finding('bid-near-limit', '', undefined, detail)] : []
}

/** The tender's limit counts characters; a member name in the container has 250 bytes for folder, section and name. */
function checkName(section: string, name: string, limits: Limits): Finding[] {
  const member = `documents/${section}/${name}`
  const length = [...name].length
  if (length > limits.fileNameLength) return [finding('file-name-too-long', section, undefined, `${name}: ${length} > ${limits.fileNameLength}`)]
  if (Buffer.byteLength(member) > 250) return [finding('file-name-too-long', section, undefined, `${name}: ${Buffer.byteLength(name)} bytes`)]
  return nameFault(member) === null ? [] : [finding('file-name-forbidden', section, undefined, name)]
}

/** First bytes of a file; undefined where it cannot be read. */
function readHead(path: string): Buffer | undefined {
  try {
    const handle = openSync(path, 'r')
    try {
      const head = Buffer.alloc(headBytes)
      return head.subarray(0, readSync(handle, head, 0, headBytes, 0))
    } finally {
      closeSync(handle)
    }
  } catch {
    return undefined
  }
}
