import { guessType, titleOf } from './documents/document-types.ts'
import { listAt, setAt, type DefinitionJson, type LooseDocument, type Path } from './definition-json.ts'

/** Main adds files and certificates to the definition by itself; these take over what it did and keep what was written here meanwhile. */

const documentsPath: Path = ['tender', 'documents']
const certificatesPath: Path = ['sealing', 'openingCertificates']

/** Own entries stay as they were written, `removed` goes, entries that only main has are added at the end. */
export function mergedDocuments(own: DefinitionJson, answered: DefinitionJson, removed?: string): DefinitionJson {
  const kept = listAt<LooseDocument>(own, documentsPath).filter((each) => removed === undefined || each.file !== removed)
  const known = new Set(kept.map((each) => each.file))
  const added = listAt<LooseDocument>(answered, documentsPath).filter((each) => each.file !== removed && !known.has(each.file)).map((each) => described(each))
  return setAt(own, documentsPath, [...kept, ...added])
}

/** Title and type as the file's name tells them. */
function described(document: LooseDocument): LooseDocument {
  const title = titleOf(document.file ?? '')
  return { ...document, title, documentType: guessType(title) }
}

export const mergedCertificates = (own: DefinitionJson, answered: DefinitionJson): DefinitionJson =>
  setAt(own, certificatesPath, listAt(answered, certificatesPath))
