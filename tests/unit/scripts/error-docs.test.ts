import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { errorCodes, errorText } from '../../../interface/errors.ts'
import { errorPage } from '../../../scripts/error-docs.ts'
import { root } from '../../../scripts/run.ts'

it('docs/errors.md is what assets/texts say', () => {
  expect(readFileSync(join(root, 'docs/errors.md'), 'utf8')).toBe(errorPage())
})

it('each code says in both languages what happened and what to do', () => {
  for (const code of errorCodes) {
    for (const language of ['zh', 'en'] as const) {
      const { what, remedy } = errorText(code, language)
      expect(what.length, code).toBeGreaterThan(3)
      expect(remedy.length, code).toBeGreaterThan(3)
      if (language === 'zh') expect(/\p{Script=Han}/u.test(what) && /\p{Script=Han}/u.test(remedy), code).toBe(true)
    }
  }
})

/** Source of all processes; a code that nobody can raise would be a promise without cover. */
function sources(): string {
  return ['interface', 'main', 'platform', 'cli'].flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts')).map((name) => readFileSync(join(root, folder, name), 'utf8'))).join('\n')
}

it('no code is on the list that nothing raises', () => {
  const code = sources()
  expect(errorCodes.filter((each) => !code.includes(`'${each}'`))).toEqual([])
})
