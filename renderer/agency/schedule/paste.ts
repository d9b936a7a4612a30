import type { LooseItem } from '../definition-json.ts'

/** Rows of a spreadsheet as it puts them on the clipboard: cells by tab, rows by line, cells with breaks in quotes. */
export function parseCells(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let isQuoted = false
  const endCell = (): void => {
    row.push(cell.trim())
    cell = ''
  }
  const endRow = (): void => {
    endCell()
    if (row.some((each) => each !== '')) rows.push(row)
    row = []
  }
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? ''
    if (isQuoted) {
      if (character !== '"') cell += character
      else if (text[at + 1] === '"') {
        cell += '"'
        at++
      } else isQuoted = false
    } else if (character === '"' && cell === '') isQuoted = true
    else if (character === '\t') endCell()
    else if (character === '\n') endRow()
    else if (character !== '\r') cell += character
  }
  endRow()
  return rows
}

export interface PastedRow {
  item: LooseItem
  /** Number of the row in what was pasted, from 1. */
  line: number
  /** What keeps it from being taken over as it is. */
  problem: 'columns' | 'quantity' | 'id' | 'unit' | null
}

const quantityForm = /^(0|[1-9]\d{0,14})(\.\d{1,6})?$/
const identifierForm = /^[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?$/i

/** `1,386.50` → `1386.50`; full-width digits and points as typed by an input method become plain ones. */
const plainNumber = (text: string): string => text.normalize('NFKC').replaceAll(/[\s,，]/g, '')

/** A heading row names the columns and holds no quantity. */
const isHeading = (cells: readonly string[]): boolean =>
  cells.length >= 3 && !cells.some((each) => quantityForm.test(plainNumber(each))) && cells.some((each) => /数量|工程量|quantity|qty/i.test(each))

/**
 * Items from pasted cells: code, name, description, unit, quantity; with four columns without the description. Rows without a code get one.
 * A first row that is a heading is left out.
 */
export function pastedItems(text: string, taken: readonly string[]): PastedRow[] {
  const used = new Set(taken.map((each) => each.toLowerCase()))
  const cells = parseCells(text)
  const skip = cells[0] !== undefined && isHeading(cells[0]) ? 1 : 0
  return cells.slice(skip).map((row, index) => {
    const line = index + 1 + skip
    if (row.length < 4) return { item: { title: row.join(' ') }, line, problem: 'columns' }
    const [id = '', title = '', description = '', unit = '', quantity = ''] = row.length === 4 ? [row[0], row[1], '', row[2], row[3]] : row
    const code = freeCode(id, used)
    const number = plainNumber(quantity)
    used.add(code.toLowerCase())
    const item: LooseItem = { id: code, title, ...(description === '' ? {} : { description }), unit, quantity: number }
    const problem = !identifierForm.test(code) ? 'id' : unit === '' || title === '' ? 'unit' : quantityForm.test(number) ? null : 'quantity'
    return { item, line, problem }
  })
}

function freeCode(id: string, used: ReadonlySet<string>): string {
  if (id !== '') return id
  for (let number = used.size + 1; ; number++) if (!used.has(String(number))) return String(number)
}

/** Ids that stand twice in what was pasted or are in the list already. */
export function repeated(rows: readonly PastedRow[], taken: readonly string[]): string[] {
  const seen = new Set(taken)
  const twice = new Set<string>()
  for (const { item: { id } } of rows) {
    if (id === undefined) continue
    if (seen.has(id)) twice.add(id)
    seen.add(id)
  }
  return [...twice]
}
