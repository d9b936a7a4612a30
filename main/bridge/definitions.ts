import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '../../interface/errors.ts'
import type { Input } from '../../preload/contract/index.ts'
import type { DefinitionView } from '../../preload/contract/definitions.ts'
import { maxCertificateBytes, readCertificate, type Certificate } from '../certificates/certificate.ts'
import { asRefusal } from '../container/files.ts'
import type { StoredDefinition } from '../drafts/definitions.ts'
import { withCertificate, withDocument, withoutDocument } from '../tender/definition-edits.ts'
import type { DefinitionFolder } from '../tender/definition-folder.ts'
import { addendumDefinition, blankDefinition, sampleDefinition, type Place } from '../tender/definition-start.ts'
import { previewOf } from '../tender/definition-state.ts'
import { buildDefinition } from './build-definition.ts'
import type { AreaHandlers, BridgeContext } from './context.ts'
import { definitionBrief, definitionFolder, definitionView, supersededBy } from './definition-view.ts'

/** The platform that a new tender is for: the rehearsal's, else the one that was accepted last. */
function usualPlatform({ workspace, rehearsalPlatform }: BridgeContext): Place | null {
  const known = workspace.platforms.list()
  const chosen = known.find((each) => each.origin === rehearsalPlatform) ?? known[0]
  return chosen === undefined ? null : { code: chosen.descriptor.code, origin: chosen.origin }
}

/** One PEM or DER certificate. Refusals: certificate-unreadable, file-not-found. */
async function certificateIn(path: string): Promise<Certificate> {
  const bytes = await readFile(path).catch((error: unknown) => { throw asRefusal(error, path) })
  if (bytes.length > maxCertificateBytes) throw new Refusal('certificate-unreadable', `larger than ${maxCertificateBytes} bytes`)
  return bytes.subarray(0, 11).toString('latin1') === '-----BEGIN ' ? readCertificate(bytes.toString('latin1')) : readCertificate(bytes)
}

export function definitionsHandlers(context: BridgeContext): AreaHandlers<'definitions'> {
  const { workspace, files, jobs, assets, practice } = context
  const { definitions, drafts } = workspace
  const view = (id: string): Promise<DefinitionView> => definitionView(workspace, definitions.get(id))
  const folderOf = (stored: StoredDefinition): DefinitionFolder => definitionFolder(workspace, stored.id)

  const begin = async (from: Input<'definitions.create'>['from'], folder: DefinitionFolder): Promise<unknown> => {
    const now = workspace.context.now()
    switch (from.kind) {
      case 'blank': return blankDefinition(now, usualPlatform(context))
      case 'addendum': return addendumDefinition(await workspace.tender(from.tender), folder)
      case 'sample': return sampleDefinition({
        sample: join(assets, 'sample', 'tender'), folder, now, platform: usualPlatform(context),
        taken: drafts.tenders().map((each) => each.tender.tender.id), certificate: (file) => practice?.certificate(file),
      })
    }
  }

  return {
    'definitions.list': () => Promise.all(definitions.list().map((each) => definitionBrief(workspace, each))),
    'definitions.create': async ({ from }) => {
      const id = definitions.create({}, from.kind === 'addendum' ? from.tender : null)
      try {
        definitions.save(id, await begin(from, folderOf(definitions.get(id))))
      } catch (error) {
        definitions.remove(id)
        throw error
      }
      return view(id)
    },
    'definitions.get': ({ definition }) => view(definition),
    'definitions.save': ({ definition, json }) => {
      definitions.save(definition, json)
      return view(definition)
    },
    'definitions.remove': async ({ definition }) => {
      definitions.remove(definition)
      return null
    },
    'definitions.addDocument': async ({ definition, file, job }, sender) => {
      const { path, name } = files.get(file, sender)
      await jobs.run(job, ({ signal }) => folderOf(definitions.get(definition)).addDocument(path, name, { signal }))
      definitions.save(definition, withDocument(definitions.get(definition).json, name))
      return view(definition)
    },
    'definitions.removeDocument': async ({ definition, document }) => {
      const stored = definitions.get(definition)
      folderOf(stored).removeDocument(document)
      definitions.save(definition, withoutDocument(stored.json, document))
      return view(definition)
    },
    'definitions.addCertificate': async ({ definition, role, source }, sender) => {
      const certificate = 'file' in source
        ? await certificateIn(files.get(source.file, sender).path) : workspace.keyFiles.get(source.certificate).encryption
      const stored = definitions.get(definition)
      definitions.save(definition, withCertificate(stored.json, role, folderOf(stored).addCertificate(role, certificate)))
      return view(definition)
    },
    'definitions.preview': async ({ definition }) => {
      const stored = definitions.get(definition)
      return previewOf(stored.json, folderOf(stored), supersededBy(workspace, stored), workspace.context.pool)
    },
    'definitions.build': ({ definition, certificate, job }) => buildDefinition(context, definitions.get(definition), certificate, job),
  }
}
