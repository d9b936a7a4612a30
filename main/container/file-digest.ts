import { Refusal } from '../../interface/errors.ts'
import { stat } from 'node:fs/promises'
import type { RunOptions, WorkerPool } from '../work/pool.ts'
import { asRefusal } from './files.ts'

/** SHA-256 (hex) and size of a file, computed in a worker thread. Refusal('file-not-found'). */
export async function fileDigest(file: string, pool: WorkerPool, options?: RunOptions): Promise<{ digest: string, size: number, crc32: number }> {
  const status = await stat(file).catch((error: unknown) => { throw asRefusal(error, file) })
  if (!status.isFile()) throw new Refusal('file-not-found', file)
  const [digested] = await pool.run({ kind: 'digest-ranges', file, ranges: [{ offset: 0, size: status.size }] }, options)
  if (digested === undefined) throw new TypeError('a digest for each range')
  return { digest: Buffer.from(digested.sha256).toString('hex'), size: status.size, crc32: digested.crc32 }
}
