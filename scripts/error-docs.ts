// Writes docs/errors.md from the lists that the program itself uses; a test fails when it is stale.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './run.ts'

interface Texts { status?: number, en: { what: string, remedy: string }, zh: { what: string, remedy: string } }

const read = (name: string): Record<string, Texts> => JSON.parse(readFileSync(join(root, 'assets/texts', name), 'utf8')) as Record<string, Texts>

const rows = (texts: Record<string, Texts>): string => Object.entries(texts).map(([code, { status, en, zh }]) =>
  `| \`${code}\`${status === undefined ? '' : ` (${status})`} | ${en.what}<br>${zh.what} | ${en.remedy}<br>${zh.remedy} |`).join('\n')

/** The page, from assets/texts. */
export const errorPage = (): string => `# Error codes

Made from \`assets/texts/\` by \`node scripts/error-docs.ts\`; change the texts there. Every refusal has one of these codes, on the command line (exit 1, \`error.code\` with \`--json\`), in the window and as the
last part of a problem's \`type\` (RFC 9457) with the HTTP status in brackets.

| code | what happened | what to do |
|---|---|---|
${rows(read('errors.json'))}

## Findings

What \`bid seal\` lists when a response is not complete (\`response-incomplete\`).

| code | what is wrong | how to mend it |
|---|---|---|
${rows(read('findings.json'))}
`

if (process.argv[1] === import.meta.filename) writeFileSync(join(root, 'docs/errors.md'), errorPage())
