import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The page of the file dialog, as it is sent to the browser. */
const read = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8')

export const page = read('page.html')
export const script = read('page-script.js')
export const style = read('page.css')
