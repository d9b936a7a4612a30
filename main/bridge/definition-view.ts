import type { DefinitionBrief, DefinitionView } from '../../preload/contract/definitions.ts'
import type { StoredDefinition } from '../drafts/definitions.ts'
import { DefinitionFolder } from '../tender/definition-folder.ts'
import { faultsOf, type Superseded } from '../tender/definition-state.ts'
import type { Workspace } from '../workspace.ts'

/** Definitions under work as the window sees them. */

export const definitionFolder = ({ files, definitions }: Workspace, id: string): DefinitionFolder => new DefinitionFolder(files, definitions.folder(id))

export function supersededBy({ drafts }: Workspace, { supersedes }: StoredDefinition): Superseded | null {
  const old = supersedes === null ? undefined : drafts.tender(supersedes)
  return old ?? null
}

const member = (json: unknown, name: string): unknown =>
  typeof json === 'object' && json !== null && Object.hasOwn(json, name) ? (json as Record<string, unknown>)[name] : undefined

function textIn(json: unknown, name: string): string {
  const value = member(member(json, 'tender'), name)
  return typeof value === 'string' ? value : ''
}

async function certificatesOf(json: unknown, folder: DefinitionFolder): Promise<DefinitionView['certificates']> {
  const named = member(member(json, 'sealing'), 'openingCertificates')
  const paths = (Array.isArray(named) ? named as unknown[] : []).map((each) => member(each, 'path')).filter((each) => typeof each === 'string')
  const found = await Promise.all(paths.map(async (path) => ({ path, certificate: await folder.certificate(path) })))
  return found.flatMap(({ path, certificate }) => certificate === null ? [] : [{
    path, subject: certificate.subject, holder: certificate.holder, serial: certificate.serial, notAfter: certificate.notAfter.toISOString(),
  }])
}

export async function definitionView(workspace: Workspace, stored: StoredDefinition): Promise<DefinitionView> {
  const { id, json, supersedes, changedAt } = stored
  const folder = definitionFolder(workspace, id)
  const faultList = await faultsOf(json, folder, supersededBy(workspace, stored))
  return {
    id, supersedes, changedAt, json, faultList,
    title: textIn(json, 'title'),
    tender: textIn(json, 'id'),
    faults: faultList.length,
    built: workspace.definitions.built(id),
    documents: folder.documents(),
    certificates: await certificatesOf(json, folder),
  }
}

export async function definitionBrief(workspace: Workspace, stored: StoredDefinition): Promise<DefinitionBrief> {
  const { id, title, tender, supersedes, changedAt, faults, built } = await definitionView(workspace, stored)
  return { id, title, tender, supersedes, changedAt, faults, built }
}
