import { descriptorSchema, type Descriptor } from '../../interface/schemas/platform.ts'
import { inTransaction, type Database } from './database.ts'

export interface KnownPlatform {
  origin: string
  descriptor: Descriptor
  /** RFC 3339: when its certification was last checked. */
  acceptedAt: string
}

interface Row { origin: string, descriptor: string, accepted_at: string }

/** Platforms that were accepted once. What stands here is remembered, not trusted: certification is checked again in every run. */
export class Platforms {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  save({ origin, descriptor, acceptedAt }: KnownPlatform): void {
    inTransaction(this.#database, () => {
      this.#database.prepare(`
        INSERT INTO platforms (origin, code, descriptor, accepted_at) VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET code = excluded.code, descriptor = excluded.descriptor, accepted_at = excluded.accepted_at`)
        .run(origin, descriptor.code, JSON.stringify(descriptor), acceptedAt)
    })
  }

  /** The one accepted last first. A row that an older version wrote in another form is passed over. */
  list(): KnownPlatform[] {
    return this.#database.prepare<[], Row>('SELECT origin, descriptor, accepted_at FROM platforms ORDER BY accepted_at DESC, origin').all().flatMap((row) => {
      const descriptor = descriptorSchema.safeParse(JSON.parse(row.descriptor))
      return descriptor.success ? [{ origin: row.origin, descriptor: descriptor.data, acceptedAt: row.accepted_at }] : []
    })
  }

  find(code: string, origin: string): KnownPlatform | undefined {
    return this.list().find((each) => each.descriptor.code === code && each.origin === origin)
  }

  remove(origin: string): void {
    inTransaction(this.#database, () => {
      this.#database.prepare('DELETE FROM platforms WHERE origin = ?').run(origin)
    })
  }
}
