import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inclusionPath, merkleRoot } from '../../../platform/log/merkle.ts'

/** The leaves and roots that Certificate Transparency implementations check themselves against (RFC 6962 and 9162 hash alike). */
const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

const sha256 = (...parts: Buffer[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest()

/** RFC 9162, 2.1.3.2, as the verifier's side writes it. */
function rootFromPath(leaf: string, index: number, size: number, path: readonly string[]): string | null {
  let [fn, sn] = [index, size - 1]
  let hash = sha256(Buffer.of(0), Buffer.from(leaf, 'hex'))
  for (const sibling of path.map((each) => Buffer.from(each, 'hex'))) {
    if (sn === 0) return null
    if (fn % 2 === 1 || fn === sn) {
      hash = sha256(Buffer.of(1), sibling, hash)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1]
    } else hash = sha256(Buffer.of(1), hash, sibling)
    ;[fn, sn] = [fn >> 1, sn >> 1]
  }
  return sn === 0 ? hash.toString('hex') : null
}

describe('the log of receipts (RFC 9162)', () => {
  it.each(roots.map((root, size) => ({ size, root })))('has the known root with $size leaves', ({ size, root }) => {
    expect(merkleRoot(leaves.slice(0, size))).toBe(root)
  })

  it('proves every leaf of every log up to 70, and no other', () => {
    const digests = Array.from({ length: 70 }, (_, index) => sha256(Buffer.of(index)).toString('hex'))
    fc.assert(fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), (size, any) => {
      const log = digests.slice(0, size)
      const index = any % size
      const path = inclusionPath(log, index)
      expect(rootFromPath(log[index]!, index, size, path)).toBe(merkleRoot(log))
      expect(rootFromPath(sha256(Buffer.from('other')).toString('hex'), index, size, path)).not.toBe(merkleRoot(log))
    }), { numRuns: 200 })
  })

  it('has no proof for what is not in it', () => {
    expect(() => inclusionPath(leaves, 8)).toThrow(RangeError)
    expect(() => inclusionPath([], 0)).toThrow(RangeError)
  })
})
