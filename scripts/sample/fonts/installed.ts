import { spawnSync } from 'node:child_process'
import { type FontFace, openFace } from './subset.ts'

/** The faces that the sample is set in; `weight` and `family` are the names that the style sheet uses. */
const wanted = [
  { family: 'Song', weight: 400, postscriptName: 'NotoSerifCJKsc-Regular' },
  { family: 'Song', weight: 700, postscriptName: 'NotoSerifCJKsc-Bold' },
  { family: 'Hei', weight: 400, postscriptName: 'NotoSansCJKsc-Regular' },
  { family: 'Hei', weight: 700, postscriptName: 'NotoSansCJKsc-Bold' },
] as const

export interface Typeface { family: string, weight: number, subset: (characters: Iterable<string>) => Buffer }

/** Finds the faces by fontconfig. Throws an Error that names what to install when one is missing. */
export function installedFonts(): Typeface[] {
  const list = spawnSync('fc-list', ['--format', '%{postscriptname}\t%{index}\t%{file}\n'], { encoding: 'utf8' })
  if (list.status !== 0) throw new Error('fc-list does not run: install fontconfig')
  const faces = new Map<string, FontFace>()
  for (const row of list.stdout.split('\n')) {
    const [postscriptName, index, file] = row.split('\t')
    if (postscriptName !== undefined && file !== undefined) faces.set(postscriptName, { postscriptName, file, index: Number(index) })
  }
  return wanted.map(({ family, weight, postscriptName }) => {
    const face = faces.get(postscriptName)
    if (face === undefined) throw new Error(`the font ${postscriptName} is not installed: install fonts-noto-cjk and fonts-noto-cjk-extra`)
    return { family, weight, subset: openFace(face) }
  })
}
