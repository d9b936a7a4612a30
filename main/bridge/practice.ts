import { basename } from 'node:path'
import { Refusal } from '../../interface/errors.ts'
import { importKeyFile } from './certificates.ts'
import type { AreaHandlers, BridgeContext } from './context.ts'

export function practiceHandlers(context: BridgeContext): AreaHandlers<'practice'> {
  const { workspace, practice, clock } = context
  return {
    'practice.identities': async () => (practice?.keys ?? []).map(({ name, holder, role, backup, password, id }) => (
      { name, organisation: holder.name, id: holder.id ?? '', role, backup, password, imported: workspace.keyFiles.find(id) !== undefined })),
    'practice.import': async ({ name }) => {
      if (practice === null) throw new Refusal('not-practice')
      const { file } = practice.find(name)
      return importKeyFile(context, file, basename(file))
    },
    'practice.setTime': async ({ time }) => {
      clock.follow(time)
      return null
    },
  }
}
