// Worker thread of tests/support/boringssl-child.ts: says why AES key wrap fails, or `nothing`.
import { createCipheriv } from 'node:crypto'
import { parentPort } from 'node:worker_threads'

try {
  createCipheriv('id-aes256-wrap', Buffer.alloc(32), Buffer.alloc(8, 0xa6))
  parentPort?.postMessage('nothing')
} catch (error) {
  parentPort?.postMessage((error as Error).message)
}
