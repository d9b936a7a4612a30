import type { DetailedError } from 'tus-js-client'
import { isErrorCode, Refusal } from './errors.ts'

/**
 * Resumable upload of sealed bytes (tus 1.0). Bytes come by range, so memory stays flat, and the address of an unfinished upload is kept
 * by the caller, so that it goes on after a restart.
 */

/** Where the bytes come from: a file on the command line, the sealed-slice protocol in the renderer. */
export interface SliceSource {
  size: number
  slice(start: number, end: number): Promise<Uint8Array>
}

/** Address of an unfinished upload by the digest of the file and the platform; null when there is none. */
export interface UploadMemory {
  load(digest: string): Promise<string | null>
  save(digest: string, url: string): Promise<void>
  forget(digest: string): Promise<void>
}

export interface UploadInput {
  origin: string
  token: string
  /** The tender that it is for: an upload that is never submitted goes at its deadline. */
  tender: string
  digest: string
  source: SliceSource
  memory: UploadMemory
  chunkBytes: number
  signal?: AbortSignal | undefined
  onProgress?: ((acknowledged: number, total: number) => void) | undefined
}

/** Waits between attempts after a network failure; the caller may always try again later. */
const retryDelays = [500, 1_000, 2_000, 4_000]

const fileReader = {
  async openFile(source: SliceSource) {
    return {
      size: source.size,
      async slice(start: number, end: number) {
        const to = Math.min(end, source.size)
        const bytes = await source.slice(start, to)
        // tus-js-client reads the length of a piece from `size`, as a Blob has it.
        return { value: Object.assign(bytes, { size: bytes.length }), done: to >= source.size }
      },
      close() { /* the caller's */ },
    }
  },
}

/** What we ourselves refused while a request was made: an address elsewhere, a file that cannot be read. */
const ownRefusal = (error: Error | DetailedError): Refusal | null =>
  error instanceof Refusal ? error : 'causingError' in error && error.causingError instanceof Refusal ? error.causingError : null

function refusalOf(error: Error | DetailedError): Refusal {
  const own = ownRefusal(error)
  if (own !== null) return own
  const response = 'originalResponse' in error ? error.originalResponse : null
  if (response === null) return new Refusal('platform-unreachable', error.message.split(',')[0])
  try {
    const { code, detail } = JSON.parse(response.getBody()) as { code?: string, detail?: string }
    if (code !== undefined && isErrorCode(code)) return new Refusal(code, detail)
  } catch { /* not a problem of ours */ }
  return new Refusal('platform-answer', `upload: status ${response.getStatus()}`)
}

/** Uploads all bytes; answers the address of the complete upload. Refusals: platform-unreachable, too-large, not-signed-in, cancelled, … */
export async function uploadFile(input: UploadInput): Promise<string> {
  const known = await input.memory.load(input.digest)
  try {
    return await uploadOnce(input, known)
  } catch (error) {
    // The platform no longer knows an upload that we remember: start it again, once.
    const gone = error instanceof Refusal && (error.code === 'upload-unknown' || error.code === 'platform-answer') && known !== null
    if (!gone) throw error
    await input.memory.forget(input.digest)
    return uploadOnce(input, null)
  }
}

async function uploadOnce(input: UploadInput, known: string | null): Promise<string> {
  // Loaded when bytes are sent: most commands send none.
  const { Upload } = await import('tus-js-client')
  const isOurs = (url: string): boolean => new URL(url, input.origin).origin === input.origin
  return new Promise((resolve, reject) => {
    const upload = new Upload(input.source as unknown as Blob, {
      endpoint: `${input.origin}/v1/uploads`,
      ...(known === null ? {} : { uploadUrl: known }),
      uploadSize: input.source.size,
      chunkSize: input.chunkBytes,
      fileReader,
      retryDelays,
      storeFingerprintForResuming: false,
      headers: { authorization: `Bearer ${input.token}` },
      metadata: { tender: input.tender },
      onBeforeRequest(request) {
        // An upload address that the platform answers must not lead elsewhere.
        if (!isOurs(request.getURL())) throw new Refusal('platform-answer', 'an upload address of another origin')
      },
      onShouldRetry: (error) => {
        const status = error.originalResponse?.getStatus() ?? 0
        if (ownRefusal(error) !== null) return false
        return status === 0 || status === 423 || status === 429 || status >= 500
      },
      onUploadUrlAvailable: () => {
        if (upload.url !== null && isOurs(upload.url)) void input.memory.save(input.digest, upload.url)
      },
      onProgress: null,
      onChunkComplete: (_size, accepted, total) => input.onProgress?.(accepted, total),
      onError: (error) => finish(() => reject(refusalOf(error))),
      onSuccess: () => finish(() => resolve(upload.url ?? '')),
    })
    const onAbort = (): void => {
      void upload.abort()
      finish(() => reject(new Refusal('cancelled')))
    }
    const finish = (settle: () => void): void => {
      input.signal?.removeEventListener('abort', onAbort)
      settle()
    }
    input.signal?.addEventListener('abort', onAbort, { once: true })
    upload.start()
  })
}
