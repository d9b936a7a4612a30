import { stat } from 'node:fs/promises'
import { Refusal } from '../../interface/errors.ts'
import type { Platform, Session } from '../context.ts'
import { fileDigest } from '../store/files.ts'
import type { UploadOwner } from '../store/upload-records.ts'

/** Identifier of an upload from what a request names: its address, or the last part of that. */
export const uploadId = (reference: string): string => reference.slice(reference.lastIndexOf('/') + 1)

/** Deletes an upload that was not submitted; not while a request of its holder is being judged, which may need it. */
export async function removeUpload(platform: Platform, { id, holder }: UploadOwner): Promise<void> {
  await platform.mutex.run(holder, async () => {
    if (platform.records.uploads.owner(id) === undefined) return
    await platform.records.uploads.delete(id)
    await platform.files.removeUpload(id)
  })
}

/** The file of an upload that is complete: every byte is there and they have the signed digest. Its bytes were flushed when they arrived. */
export async function completeUpload(platform: Platform, session: Session, id: string, signed: { digest: string, size: number }): Promise<string> {
  const upload = await platform.records.uploads.get(id)
  if (upload === undefined || platform.records.uploads.owner(id)?.holder !== session.id) throw new Refusal('upload-unknown')
  const file = platform.files.upload(id)
  const { size } = await stat(file).catch(() => { throw new Refusal('upload-unknown') })
  if (size !== upload.size) throw new Refusal('upload-incomplete', `${size} of ${upload.size ?? 0} bytes are here`)
  if (size !== signed.size) throw new Refusal('upload-incomplete', `${size} bytes are here, ${signed.size} were signed`)
  if (await fileDigest(file) !== signed.digest) throw new Refusal('upload-incomplete', 'the bytes are not those that were signed')
  return file
}
