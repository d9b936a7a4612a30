import { readFileSync, realpathSync, statSync } from 'node:fs'
import { basename, isAbsolute, join, relative, sep } from 'node:path'
import { Refusal } from '../../interface/errors.ts'
import { responseInputSchema, type ResponseInput } from '../../interface/schemas/bid.ts'
import { isNoFile } from '../container/files.ts'
import type { Drafts } from './drafts.ts'

/** 20,000 items with their prices take some 2 MB. */
const largestResponse = 64 * 1024 * 1024

/**
 * Reads `folder/response.json`.
 * @throws Refusal `file-not-found`, `bad-input` with every place that breaks the schema
 */
export function readResponse(folder: string): ResponseInput {
  const file = join(folder, 'response.json')
  const result = responseInputSchema.safeParse(parse(file))
  if (result.success) return result.data
  const places = result.error.issues.map((issue) => `${issue.path.join('.') || 'response.json'}: ${issue.message}`)
  throw new Refusal('bad-input', file, places)
}

/**
 * Sets every answer of a response folder in a draft, by the same methods as the window; sections that it does not name stay as they are.
 * All paths are looked at before the first answer is set.
 * @throws Refusal `bad-input` (schema, another lot, a path that leads out of the folder, by `..`, as absolute path or by a symbolic link),
 * `file-not-found` with every file that is missing, and what `Drafts` refuses
 */
export async function importResponse(drafts: Drafts, draftId: string, folder: string): Promise<void> {
  const response = readResponse(folder)
  const { lot } = drafts.get(draftId)
  if (response.lot !== lot) throw new Refusal('bad-input', `lot: ${response.lot}, the draft is for ${lot}`)
  const files = locate(folder, response)
  for (const [section, answer] of Object.entries(response.sections)) {
    if ('form' in answer) drafts.setForm(draftId, section, answer.form)
    if ('schedule' in answer) drafts.setSchedule(draftId, section, answer.schedule)
    const source = files.get(section)
    if (source !== undefined && 'file' in answer) await drafts.attach(draftId, section, source, { name: basename(answer.file) })
  }
}

/** Real path of each section's file. */
function locate(folder: string, response: ResponseInput): Map<string, string> {
  const root = realpathSync(folder)
  const found = new Map<string, string>()
  const outside: string[] = []
  const missing: string[] = []
  for (const [section, answer] of Object.entries(response.sections)) {
    if (!('file' in answer)) continue
    const place = `sections.${section}.file: ${answer.file}`
    if (isAbsolute(answer.file) || answer.file.includes('\0') || !isInside(root, join(root, answer.file))) {
      outside.push(place)
      continue
    }
    const path = realPath(join(root, answer.file))
    if (path === undefined) missing.push(place)
    else if (isInside(root, path)) found.set(section, path)
    else outside.push(place)
  }
  if (outside.length > 0) throw new Refusal('bad-input', 'a path leads out of the folder', outside)
  if (missing.length > 0) throw new Refusal('file-not-found', missing.join(', '), missing)
  return found
}

function isInside(root: string, path: string): boolean {
  const inside = relative(root, path)
  return inside !== '' && inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside)
}

/** Undefined where there is no regular file. */
function realPath(path: string): string | undefined {
  try {
    const real = realpathSync(path)
    return statSync(real).isFile() ? real : undefined
  } catch (error) {
    if (isNoFile(error)) return undefined
    throw error
  }
}

function parse(file: string): unknown {
  const path = realPath(file)
  if (path === undefined) throw new Refusal('file-not-found', file)
  if (statSync(path).size > largestResponse) throw new Refusal('bad-input', `${file} is larger than ${largestResponse} bytes`)
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refusal('bad-input', `${file}: ${error.message}`)
    throw error
  }
}
