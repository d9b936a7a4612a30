import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TenderDefinition } from '../../../../interface/schemas/tender.ts'

/** The definition of the sample tender. */
export const sample = JSON.parse(readFileSync(join(import.meta.dirname, '../../../../assets/sample/tender/tender.json'), 'utf8')) as TenderDefinition
