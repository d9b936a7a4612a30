import { createHash } from 'node:crypto'
import { canonical } from '../interface/canonical.ts'
import type { Certification, Descriptor } from '../interface/schemas/platform.ts'
import type { Platform } from './context.ts'
import { writeContainer } from './write/container.ts'

export const platformCode = 'JS-PRACTICE-01'
export const platformName = '江苏练习交易平台（演练）'

const mebibyte = 1024 * 1024
export const limits = { bytesPerFile: 2048 * mebibyte, bytesPerBid: 4096 * mebibyte, chunkBytes: 8 * mebibyte }

/** What a practice platform is certified for: all years that a rehearsal may be set in. */
const period = { validFrom: '2020-01-01T00:00:00Z', validTo: '2045-12-31T23:59:59Z' }

export function descriptorOf(platform: Platform): Descriptor {
  const { signing, encryption } = platform.practice.platform
  return {
    format: 'sealbid/platform/1', code: platform.code, name: platform.name, operator: platform.operator, origin: platform.origin,
    interfaceVersions: ['1.0'], suites: ['intl'], limits,
    certificates: {
      receipts: signing.certificate.toString(),
      opening: { certificate: encryption.certificate.toString(), keyTransport: 'rsa-oaep-sha256' },
    },
    timestampAuthority: `${platform.origin}/practice/timestamp`,
    practice: true,
  }
}

/** The statement of the practice certification body about this descriptor, for this origin. */
export async function certify(platform: Platform, certifier: Platform['pen']['identity']): Promise<Buffer> {
  const descriptorDigest = createHash('sha256').update(canonical(descriptorOf(platform))).digest('hex')
  const statement: Certification = {
    format: 'sealbid/certification/1', code: platform.code, origin: platform.origin, descriptorDigest, scope: ['trading'], ...period,
  }
  const { bytes } = await writeContainer('certification.json', statement, { ...platform.pen, identity: certifier })
  return bytes
}
