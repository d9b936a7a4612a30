import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { FileStore } from '@tus/file-store'
import { ERRORS } from '@tus/server'
import type { Upload } from '@tus/server'
import type { Faults } from '../faults.ts'
import type { Files } from './files.ts'
import { flush } from './files.ts'
import type { UploadRecords } from './upload-records.ts'

/**
 * tus store whose every answer is true after a crash: an offset is told (by PATCH or HEAD) only after the bytes below it were flushed, a
 * creation only after record, file and folder were. The offset is the length of the file, so that bytes and offset cannot disagree.
 */
export class DurableStore extends FileStore {
  readonly #faults: Faults

  constructor(files: Files, records: UploadRecords, faults: Faults, expirationMilliseconds: number) {
    super({ directory: files.uploads, configstore: records, expirationPeriodInMilliseconds: expirationMilliseconds })
    this.#faults = faults
    this.extensions = ['creation', 'creation-with-upload', 'termination', 'expiration']
  }

  override async create(upload: Upload): Promise<Upload> {
    const created = await super.create(upload)
    await flush(this.#path(upload.id))
    await flush(this.directory)
    return created
  }

  override async write(readable: Readable, id: string, offset: number): Promise<number> {
    const end = await super.write(this.#faults.tap(readable), id, offset)
    await this.#flushBytes(id)
    return end
  }

  override async getUpload(id: string): Promise<Upload> {
    await this.#flushBytes(id)
    return super.getUpload(id)
  }

  #path(id: string): string {
    if (!/^[0-9a-f]{32}$/.test(id)) throw ERRORS.FILE_NOT_FOUND
    return `${this.directory}/${id}`
  }

  async #flushBytes(id: string): Promise<void> {
    const handle = await open(this.#path(id), 'r+').catch(() => { throw ERRORS.FILE_NOT_FOUND })
    try {
      await handle.datasync()
    } finally {
      await handle.close()
    }
  }
}
