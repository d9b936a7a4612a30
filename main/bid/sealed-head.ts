import { canonical } from '../../interface/canonical.ts'
import { Refusal } from '../../interface/errors.ts'
import { bidSchema, type Bid } from '../../interface/schemas/bid.ts'
import type { Archive } from '../container/archive.ts'
import { maxManifestBytes, readManifest } from '../container/manifest.ts'
import { memberNames } from '../container/names.ts'
import { fileSource } from '../container/source.ts'
import { openExact } from '../container/zip-exact.ts'
import { sha256 } from '../crypto/algorithms.ts'
import { checkSignature } from '../crypto/check-signature.ts'

/** What the bidder signed about a sealed bid, read from the file itself without its segments. */
export interface SealedHead {
  bid: Bid
  /** The signature carries a timestamp. */
  stamped: boolean
}

const maxBidBytes = 1024 * 1024
const maxSignatureBytes = 256 * 1024

interface SealedFile { file: string, size: number }

/** Reads from a bid file as it lies on the disk; null where there is no such file of this size and form any more. */
async function readSealed<T>({ file, size }: SealedFile, read: (archive: Archive) => Promise<T>): Promise<T | null> {
  let archive: Archive | undefined
  try {
    const source = await fileSource(file)
    if (source.size !== size) {
      await source.close()
      return null
    }
    archive = await openExact(source)
    return await read(archive)
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  } finally {
    await archive?.close()
  }
}

/** Null where the file is gone or changed. It is not judged here. */
export const readSealedManifest = (sealed: SealedFile): Promise<Buffer | null> =>
  readSealed(sealed, (archive) => archive.read(memberNames.manifest, maxManifestBytes))

/** Null where the file is gone, or is not what was sealed. Its ciphertext is not looked at. */
export const readSealedHead = (sealed: SealedFile): Promise<SealedHead | null> => readSealed(sealed, async (archive) => {
  const manifestBytes = await archive.read(memberNames.manifest, maxManifestBytes)
  const { timestamp } = checkSignature(await archive.read(memberNames.signature, maxSignatureBytes), manifestBytes)
  const bytes = await archive.read('bid.json', maxBidBytes)
  const entry = readManifest(manifestBytes, true).find((each) => each.name === 'bid.json')
  if (entry?.digest.equals(sha256(bytes)) !== true) return null
  const bid = bidSchema.parse(JSON.parse(bytes.toString('utf8')))
  return bytes.equals(canonical(bid)) ? { bid, stamped: timestamp !== null } : null
})
