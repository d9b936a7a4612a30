import { render } from './markup.ts'

/** How a document looks: `official` for the agency, `bid` for the bidders, `blind` as the rules of the blind part demand. */
export type Look = 'official' | 'bid' | 'blind'

export interface Page { title: string, look: Look, header?: string, cover?: Cover, text: string }
export interface Cover { above: string[], title: string, below: [string, string][], foot: string[] }

const common = `
* { box-sizing: border-box }
html { font-family: Song; font-size: 11pt; line-height: 1.65; color: #000; -webkit-print-color-adjust: exact }
body { margin: 0 }
p { margin: 0; text-indent: 2em; text-align: justify; orphans: 2; widows: 2 }
table.short { break-inside: avoid }
p.right { text-align: right; text-indent: 0; break-before: avoid } p.center { text-align: center; text-indent: 0 } p.flat { text-indent: 0 }
p.caption { text-align: center; text-indent: 0; font-weight: 700; margin: 8pt 0 3pt; break-after: avoid }
h1, h2, h3 { break-after: avoid; font-weight: 700; margin: 0 }
h1 { font-size: 16pt; text-align: center; margin: 14pt 0 10pt } h2 { font-size: 12.5pt; margin: 10pt 0 4pt } h3 { font-size: 11pt; margin: 6pt 0 2pt }
table { width: calc(100% - 1pt); border-collapse: collapse; margin: 6pt 0 8pt; font-size: 9.5pt; line-height: 1.4; table-layout: fixed }
th, td { border: .6pt solid #000; padding: 2.5pt 3pt; vertical-align: middle; overflow-wrap: anywhere }
th { font-weight: 700; background: #eee } thead { display: table-header-group } tr { break-inside: avoid }
.c { text-align: center } .r { text-align: right; font-variant-numeric: tabular-nums } .l { text-align: left }
.page { break-after: page }
.cover { height: 245mm; display: flex; flex-direction: column; align-items: center; break-after: page; text-align: center }
.cover .above { margin-top: 34mm; font-size: 18pt; line-height: 1.7 }
.cover .title { margin-top: 26mm; font-size: 34pt; letter-spacing: .35em; text-indent: .35em; font-weight: 700; line-height: 1.4 }
.cover table { width: 84%; margin: auto 0 0; font-size: 13pt } .cover td { border: 0; padding: 5pt 4pt }
.cover td:first-child { width: 8.5em; text-align: justify; text-align-last: justify }
.cover td:last-child { border-bottom: .6pt solid #000 } .cover .foot { margin: 16mm 0 10mm; font-size: 14pt; line-height: 1.8 }
sub { font-size: .68em; line-height: 0 }
`

/** Margin boxes are set in a face that the body uses too: Chromium does not wait for faces that only they use. */
const looks: Record<Look, (header: string) => string> = {
  official: (header) => `
@page { size: A4; margin: 26mm 24mm 24mm 26mm;
  @top-center { content: "${header}"; font: 9pt Song; border-bottom: .5pt solid #000; padding-bottom: 2mm; vertical-align: bottom; margin-bottom: 4mm }
  @bottom-center { content: "— " counter(page) " —"; font: 9pt Song } }
@page:first { @top-center { content: none; border: 0 } }`,
  bid: (header) => `
@page { size: A4; margin: 25mm 22mm 22mm 25mm;
  @top-left { content: "${header}"; font: 8.5pt Song; color: #444;
    vertical-align: bottom; padding-bottom: 2mm; margin-bottom: 4mm; border-bottom: .5pt solid #888; width: 100% }
  @bottom-right { content: "第 " counter(page) " 页 / 共 " counter(pages) " 页"; font: 8.5pt Song } }
h1, h2, h3, th, .caption { font-family: Hei }`,
  blind: () => `
@page { size: A4; margin: 25mm 25mm 25mm 25mm; @bottom-center { content: counter(page); font: 10.5pt Song } }
html { font-size: 12pt; line-height: 1.75 } h1, h2, h3 { font-size: 12pt; text-align: left; font-weight: 400 } h1 { margin: 12pt 0 4pt }
p.caption { font-weight: 400 } table { font-size: 10.5pt } th { background: none; font-weight: 400 } b { font-weight: 400 }`,
}

const coverOf = ({ above, title, below, foot }: Cover): string => `<section class="cover"><div class="above">${above.join('<br>')}</div>
<div class="title">${title}</div><table>${below.map(([name, value]) => `<tr><td>${name}</td><td>${value}</td></tr>`).join('')}</table>
<div class="foot">${foot.join('<br>')}</div></section>`

/** The whole HTML of a document; `faces` are the `@font-face` rules. */
export const pageHtml = (page: Page, faces: string): string => `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${page.title}</title>
<style>${faces}${common}${looks[page.look](page.header ?? '')}</style></head>
<body>${page.cover === undefined ? '' : coverOf(page.cover)}${render(page.text)}</body></html>`
