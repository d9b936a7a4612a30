import type { Platform } from '../context.ts'
import { exists } from './files.ts'

/** Makes up for what a crash interrupted: accepted files are moved to their places, files that nobody owns are deleted. */
export async function recover({ records, files }: Platform): Promise<void> {
  for (const [kind, list] of [['bid', records.submissions.bidFiles()], ['package', records.tenders.files()]] as const) {
    for (const { digest, upload } of list) {
      if (await exists(files.upload(upload))) await files.settle(kind, digest, upload)
    }
  }
  const owned = new Set(records.uploads.owners().map((each) => each.id))
  for (const name of await files.uploadNames()) {
    if (!owned.has(name)) await files.removeUpload(name)
  }
}
