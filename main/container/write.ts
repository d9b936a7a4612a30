import { open, type FileHandle } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import { canonical } from '../../interface/canonical.ts'
import { Refusal } from '../../interface/errors.ts'
import { sha256 } from '../crypto/algorithms.ts'
import { signDetached, withTimestamp, type Signer } from '../crypto/sign.ts'
import { readSignedData } from '../crypto/signed-data.ts'
import type { Digested, Piece } from '../work/jobs.ts'
import type { RunOptions } from '../work/pool.ts'
import { readExactly, writeFully } from './files.ts'
import { writeManifest } from './manifest.ts'
import { checkNames, mediaType, memberNames } from './names.ts'
import { layOut, localHeader, type Entry } from './zip-layout.ts'

export const mimetype = 'application/vnd.etsi.asic-e+zip'

/** A payload member whose digest is known. */
export interface Payload { name: string, source: Piece, size: number, digested: Digested }

export const bytesPayload = (name: string, bytes: Uint8Array): Payload =>
  ({ name, source: { bytes }, size: bytes.length, digested: { sha256: sha256(bytes), crc32: crc32(bytes) } })

/** A member of canonical JSON. */
export const jsonPayload = (name: string, value: unknown): Payload => bytesPayload(name, canonical(value))

export interface Signing {
  signer: Signer
  signingTime: Date
  /** Timestamp token over the given bytes (CAdES-T); absent: baseline B. */
  stamp?: ((signature: Buffer) => Promise<Buffer>) | undefined
}

/** Manifest over members, and the signature over the manifest. */
export async function signManifest(members: readonly Pick<Payload, 'name' | 'digested'>[], { signer, signingTime, stamp }: Signing): Promise<{ manifest: Payload, signature: Payload }> {
  const manifest = writeManifest(members.map(({ name, digested }) => ({ name, mediaType: mediaType(name), digest: Buffer.from(digested.sha256) })))
  const plain = await signDetached(sha256(manifest), signer, signingTime)
  const signature = stamp === undefined ? plain : withTimestamp(plain, await stamp(readSignedData(plain).signature))
  return { manifest: bytesPayload(memberNames.manifest, manifest), signature: bytesPayload(memberNames.signature, signature) }
}

export const mimetypePayload = (): Payload => bytesPayload(memberNames.mimetype, Buffer.from(mimetype, 'latin1'))

const entryOf = ({ name, size, digested }: Payload): Entry => ({ name, size, crc32: digested.crc32 })

/** A container laid out but not written: its bytes as pieces in order. */
export interface Assembled { pieces: Piece[], size: number }

/** Signs the payload and lays the container out in the one byte form. Refusals: container-name, container-duplicate. */
export async function assemble(payload: readonly Payload[], signing: Signing): Promise<Assembled> {
  checkNames([memberNames.mimetype, ...payload.map((each) => each.name)])
  const { manifest, signature } = await signManifest(payload, signing)
  const members = [mimetypePayload(), ...payload, manifest, signature]
  const layout = layOut(members.map(entryOf))
  const pieces = members.flatMap((member): Piece[] => [{ bytes: localHeader(entryOf(member)) }, member.source])
  return { pieces: [...pieces, { bytes: layout.directory }], size: layout.size }
}

/** A small container in memory: receipts, records, statements. */
export async function containerBytes(payload: readonly Payload[], signing: Signing): Promise<Buffer> {
  const { pieces } = await assemble(payload, signing)
  return Buffer.concat(pieces.map((piece) => {
    if ('bytes' in piece) return piece.bytes
    throw new TypeError('only for containers in memory')
  }))
}

const copyBuffer = 1024 * 1024

async function* chunksOf(piece: Piece): AsyncGenerator<Uint8Array> {
  if ('bytes' in piece) {
    for (let at = 0; at < piece.bytes.length; at += copyBuffer) yield piece.bytes.subarray(at, at + copyBuffer)
    return
  }
  const handle = await open(piece.file, 'r')
  try {
    for (let done = 0; done < piece.size; done += copyBuffer) yield await readExactly(handle, piece.offset + done, Math.min(copyBuffer, piece.size - done))
  } finally {
    await handle.close()
  }
}

/** Writes pieces one after the other. Refusal('cancelled') when aborted. */
export async function writePieces(handle: FileHandle, pieces: readonly Piece[], { signal, progress }: RunOptions = {}): Promise<void> {
  let position = 0
  for (const piece of pieces) {
    for await (const chunk of chunksOf(piece)) {
      if (signal?.aborted === true) throw new Refusal('cancelled')
      await writeFully(handle, chunk, position)
      position += chunk.length
      progress?.(chunk.length)
    }
  }
}
