import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Refusal } from '../../interface/errors.ts'
import { tenderDefinitionSchema, type TenderDefinition } from '../../interface/schemas/tender.ts'
import { readCertificate } from '../certificates/certificate.ts'
import type { DefinitionFolder } from './definition-folder.ts'
import { documentChunks } from './document.ts'
import type { TenderPackage } from './read.ts'

/** What a new definition begins with. */

export interface Place { code: string, origin: string }

const day = 24 * 60 * 60_000

/** Chinese time, as tenders are written. */
function chineseTime(at: Date): string {
  return `${new Date(at.getTime() + 8 * 60 * 60_000).toISOString().slice(0, 19)}+08:00`
}

/** Half past nine in the morning, at least twenty days from now (招标投标法 24). */
function firstDeadline(now: Date): string {
  return `${chineseTime(new Date(now.getTime() + 21 * day)).slice(0, 10)}T09:30:00+08:00`
}

/** A form to fill in: every part is there, what only the agency knows is empty. */
export function blankDefinition(now: Date, platform: Place | null): unknown {
  const deadline = firstDeadline(now)
  return {
    ocid: '',
    language: 'zh',
    platform: platform ?? { code: '', origin: '' },
    parties: [],
    response: { sections: [] },
    evaluation: { criteria: [] },
    limits: { bytesPerFile: 200 * 1024 * 1024, bytesPerBid: 2 * 1024 * 1024 * 1024, fileNameLength: 100 },
    price: { currency: 'CNY', decimals: 2 },
    remedy: { ways: ['backup-certificate', 'capsule'], windowMinutes: 30 },
    tender: {
      id: '', title: '', procurementMethod: 'open', mainProcurementCategory: 'works',
      tenderPeriod: { startDate: chineseTime(now), endDate: deadline },
      lots: [{ id: '1', title: '' }], documents: [],
    },
    sealing: {
      suites: ['intl'],
      envelopes: [{ id: 'business', title: '商务标' }, { id: 'technical', title: '技术标' }, { id: 'price', title: '报价文件' }],
      control: 'bidder+tenderer',
      stages: [{ id: 'opening', title: '开标', envelopes: ['business', 'technical', 'price'], openingTime: deadline, windowMinutes: 60 }],
      openingCertificates: [],
    },
  }
}

const times = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/

/** Every time moved by whole days. */
function moved(value: unknown, days: number): unknown {
  if (typeof value === 'string') return times.test(value) ? chineseTime(new Date(Date.parse(value) + days * day)) : value
  if (Array.isArray(value)) return value.map((each) => moved(each, days))
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, moved(each, days)]))
  return value
}

export interface SampleStart {
  /** Folder with `tender.json` and `documents/`. */
  sample: string
  folder: DefinitionFolder
  now: Date
  platform: Place | null
  /** Numbers of tenders that are taken. */
  taken: readonly string[]
  /** The tenderer's practice certificates by file name; undefined where there is none. */
  certificate(file: string): string | undefined
}

/**
 * The sample tender, for this platform, with times that are still to come and a number that is free here; certificates that a rehearsal does
 * not have are left out, and show as faults. Refusals: file-not-found, bad-input.
 */
export async function sampleDefinition({ sample, folder, now, platform, taken, certificate }: SampleStart): Promise<unknown> {
  const json = JSON.parse(await readFile(join(sample, 'tender.json'), 'utf8')) as unknown
  const original = tenderDefinitionSchema.parse(json)
  for (const { file } of original.tender.documents) await folder.addDocument(join(sample, 'documents', file), file)
  const left = Date.parse(original.tender.tenderPeriod.endDate) - now.getTime()
  const start = Date.parse(original.tender.tenderPeriod.startDate ?? original.tender.tenderPeriod.endDate)
  const late = left > day ? 0 : Math.ceil((now.getTime() - start) / day)
  const definition = moved(original, Math.max(0, late)) as TenderDefinition
  const id = freeNumber(definition.tender.id, taken)
  return {
    ...definition,
    ocid: id === definition.tender.id ? definition.ocid : `ocds-sb-${id}`,
    platform: platform ?? definition.platform,
    tender: { ...definition.tender, id },
    sealing: {
      ...definition.sealing,
      openingCertificates: definition.sealing.openingCertificates.flatMap((each) => {
        const pem = certificate(basename(each.path))
        return pem === undefined ? [] : [{ ...each, path: folder.addCertificate(each.role, readCertificate(pem)) }]
      }),
    },
  }
}

function freeNumber(id: string, taken: readonly string[]): string {
  if (!taken.includes(id)) return id
  for (let number = 2; ; number++) if (!taken.includes(`${id}-${number}`)) return `${id}-${number}`
}

/** The definition that a package was built from, with its documents and certificates, for an addendum. Refusal('digest-mismatch'). */
export async function addendumDefinition(tender: TenderPackage, folder: DefinitionFolder): Promise<unknown> {
  const { format: _format, sequence: _sequence, supersedes: _supersedes, changes: _changes, ...common } = tender.tender
  for (const document of common.tender.documents) {
    if (await folder.writeDocument(documentChunks(tender, document), document.file) !== document.digest) throw new Refusal('digest-mismatch', document.file)
  }
  return {
    ...common,
    changes: '',
    tender: { ...common.tender, documents: common.tender.documents.map(({ size: _size, digest: _digest, ...document }) => document) },
    sealing: {
      ...common.sealing,
      openingCertificates: common.sealing.openingCertificates.map(({ role, certificate, keyTransport }) => ({
        role, keyTransport, path: folder.addCertificate(role, readCertificate(certificate)),
      })),
    },
  }
}
