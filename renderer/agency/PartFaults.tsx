import { Alert, Button } from 'antd'
import { useLanguage, useTexts } from '../i18n.ts'
import { useNavigation, type DefinitionPart } from '../shell/navigation.ts'
import { useDefinition } from './definition-store.ts'
import { faultText, placeSteps } from './fault-text.ts'
import type { PlacedFault } from './faults.ts'

/** Says where and what: `商务标 › 投标函 › 标题：未填写`. */
export function useFaultLine(): (fault: PlacedFault) => string {
  const t = useTexts('agency')
  const language = useLanguage()
  const json = useDefinition((store) => store.json)
  return ({ place, message }) => {
    const { key, values } = faultText(message)
    const where = placeSteps(json, place).map((step) => 'key' in step ? word(t, step.key, step.name) : step.name).filter((each) => each !== '').join(' › ')
    return `${where}${language === 'zh' ? '：' : ': '}${t(key, values)}`
  }
}

/** A word for a member of the definition, or its own name; members that only group others say nothing. */
function word(t: ReturnType<typeof useTexts>, key: string, name: string): string {
  const text = t(key)
  return text === key ? name : text === '-' ? '' : text
}

/** What is wrong in this part, above its forms, so that nothing is missed that has no field of its own. */
export function PartFaults({ part }: { part: DefinitionPart }) {
  const t = useTexts('agency')
  const faults = useDefinition((store) => store.faults).filter((each) => each.part === part)
  const line = useFaultLine()
  if (faults.length === 0) return null
  const lines = [...new Set(faults.map((each) => line(each)))]
  return (
    <Alert
      type="warning" showIcon className="studio-part-faults" title={<><span>{t('faults.inPart', { count: lines.length })}</span><FaultList lines={lines} most={6} /></>}
    />
  )
}

function FaultList({ lines, most }: { lines: readonly string[], most: number }) {
  const t = useTexts('agency')
  return (
    <ul className="studio-fault-list">
      {lines.slice(0, most).map((each) => <li key={each}>{each}</li>)}
      {lines.length > most && <li className="muted">{t('faults.more', { count: lines.length - most })}</li>}
    </ul>
  )
}

/** All faults by part, each with a way to its part. */
export function AllFaults() {
  const t = useTexts('agency')
  const faults = useDefinition((store) => store.faults)
  const definition = useDefinition((store) => store.view?.id ?? '')
  const go = useNavigation((navigation) => navigation.go)
  const line = useFaultLine()
  const groups = [...Map.groupBy(faults, (each) => each.part)]
  return (
    <div className="studio-groups">
      {groups.map(([part, list]) => (
        <section key={part} aria-label={t(`part.${part}`)}>
          <div className="studio-group-head">
            <strong>{t(`part.${part}`)}</strong>
            <Button size="small" onClick={() => go({ screen: 'definition', definition, part })}>{t('faults.go')}</Button>
          </div>
          <FaultList lines={[...new Set(list.map((each) => line(each)))]} most={40} />
        </section>
      ))}
    </div>
  )
}
