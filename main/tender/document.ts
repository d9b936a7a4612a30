import { createReadStream } from 'node:fs'
import { Refusal } from '../../interface/errors.ts'
import { documentMember } from '../container/kinds.ts'
import { fileSource } from '../container/source.ts'
import { openExact } from '../container/zip-exact.ts'
import { openForeign } from '../container/zip-foreign.ts'
import type { TenderPackage } from './read.ts'

export type TenderDocument = TenderPackage['tender']['tender']['documents'][number]

/** A compressed document of a foreign package is unpacked in memory. */
const maxCompressed = 512 * 1024 * 1024

/** The document with this id. Refusal('bad-input'). */
export function documentOf({ tender }: Pick<TenderPackage, 'tender'>, id: string): TenderDocument {
  const found = tender.tender.documents.find((each) => each.id === id)
  if (found === undefined) throw new Refusal('bad-input', `there is no document ${id}`)
  return found
}

/** Bytes of a document of a package that was read and judged. What is done with them must be held against `digest`. */
export async function* documentChunks(tender: TenderPackage, document: TenderDocument): AsyncGenerator<Buffer> {
  const source = await fileSource(tender.file)
  const archive = await (tender.form === 'exact' ? openExact(source) : openForeign(source)).catch(async (error: unknown) => {
    await source.close()
    throw error
  })
  try {
    const name = documentMember(document.file)
    const member = archive.members.find((each) => each.name === name)
    if (member === undefined) throw new Refusal('tender-invalid', document.file)
    if (member.size === 0) return
    if (member.offset === null) yield await archive.read(name, maxCompressed)
    else yield* createReadStream(tender.file, { start: member.offset, end: member.offset + member.size - 1, highWaterMark: 1024 * 1024 })
  } finally {
    await archive.close()
  }
}
