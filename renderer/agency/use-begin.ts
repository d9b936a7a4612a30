import { useNavigation } from '../shell/navigation.ts'
import { useDefinitions, type Origin } from './definitions-store.ts'

/** Creates a definition and goes to its first part. */
export function useBegin(): (from: Origin) => void {
  const go = useNavigation((navigation) => navigation.go)
  const create = useDefinitions((definitions) => definitions.create)
  const begin = async (from: Origin): Promise<void> => {
    const id = await create(from)
    if (id !== null) go({ screen: 'definition', definition: id, part: from.kind === 'addendum' ? 'rules' : 'basics' })
  }
  return (from) => { void begin(from) }
}
