/** One step of the workspace database. What has been released is never edited: a change is a new migration. */
export interface Migration {
  /** `PRAGMA user_version` after it; one more than the migration before. */
  readonly version: number
  readonly sql: string
}
