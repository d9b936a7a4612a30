/**
 * The little notation that the texts of the sample are written in. Blocks are parted by empty lines:
 *   `# ` `## ` `### ` headings · `>> ` to the right · `== ` centred · `~ ` without indent · `---` new page · `! ` caption
 *   tables: rows `| a | b |`; the first row may be `|= c8 | l40 | r12 |` (alignment and width in per cent), the next is the heading;
 *   `|- …` instead of `|= …` is a table without heading. `**bold**` everywhere. Other lines make paragraphs; line ends vanish between
 *   Chinese characters.
 */

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
/** Subscript digits are no characters of the fonts: they are set small. */
const inline = (text: string): string => escaped(text).replaceAll(/\*\*(.+?)\*\*/g, '<b>$1</b>').replaceAll('⏎', '<br>')
  .replaceAll(/[₀-₉]/g, (each) => `<sub>${(each.codePointAt(0) ?? 0) - 0x2080}</sub>`)

/** Joins lines without a space, except between two Latin words. */
const joined = (lines: readonly string[]): string =>
  lines.reduce((all, line) => all === '' ? line : /[a-z0-9,;)]$/i.test(all) && /^[a-z0-9(]/i.test(line) ? `${all} ${line}` : all + line, '')

const cells = (row: string): string[] => row.replace(/^\|[=-]?/, '').replace(/\|\s*$/, '').split('|').map((each) => each.trim())

function tableOf(rows: readonly string[]): string {
  const first = rows[0] ?? ''
  const hasSpecification = /^\|[=-]/.test(first)
  const columns = hasSpecification ? cells(first).map((each) => ({ align: each.charAt(0), width: each.slice(1) })) : []
  const body = (hasSpecification ? rows.slice(1) : rows).map(cells)
  const headed = !first.startsWith('|-')
  const row = (texts: readonly string[], tag: 'td' | 'th') => `<tr>${texts.map((each, index) => {
    const span = index === texts.length - 1 && texts.length < columns.length ? ` colspan="${columns.length - index}"` : ''
    return `<${tag} class="${tag === 'th' ? 'c' : columns[index]?.align ?? 'l'}"${span}>${inline(each)}</${tag}>`
  }).join('')}</tr>`
  const groups = `<colgroup>${columns.map((each) => `<col style="width:${each.width}%">`).join('')}</colgroup>`
  const head = headed ? `<thead>${row(body[0] ?? [], 'th')}</thead>` : ''
  return `<table${rows.length <= 12 ? ' class="short"' : ''}>${groups}${head}<tbody>${(headed ? body.slice(1) : body).map((each) => row(each, 'td')).join('')}</tbody></table>`
}

function block(lines: readonly string[]): string {
  const first = lines[0] ?? ''
  if (first.startsWith('|')) return tableOf(lines)
  if (first === '---') return '<div class="page"></div>'
  const text = inline(joined([first.replace(/^(#{1,3}|>>|==|~|!) /, ''), ...lines.slice(1)]))
  if (first.startsWith('# ')) return `<h1>${text}</h1>`
  if (first.startsWith('## ')) return `<h2>${text}</h2>`
  if (first.startsWith('### ')) return `<h3>${text}</h3>`
  if (first.startsWith('>> ')) return `<p class="right">${text}</p>`
  if (first.startsWith('== ')) return `<p class="center">${text}</p>`
  if (first.startsWith('~ ')) return `<p class="flat">${text}</p>`
  if (first.startsWith('! ')) return `<p class="caption">${text}</p>`
  return `<p>${text}</p>`
}

/** HTML of a text in the notation above. */
export const render = (text: string): string =>
  text.trim().split(/\n\s*\n/).map((each) => block(each.split('\n').map((line) => line.trim()))).join('\n')

/** A table in the notation above, from data. */
export const table = (specification: string, ...rows: readonly (readonly string[])[]): string =>
  [specification, ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n')
