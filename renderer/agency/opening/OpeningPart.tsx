import { Radio } from 'antd'
import { Facts } from '../../components/index.ts'
import { useTexts } from '../../i18n.ts'
import { listAt, setAt, textAt, type Path } from '../definition-json.ts'
import { useDefinition } from '../definition-store.ts'
import { FaultLines, useFaults } from '../Field.tsx'
import { Group } from '../layout.tsx'
import { PartFaults } from '../PartFaults.tsx'
import { CertificatesGroup } from './CertificatesGroup.tsx'
import { EnvelopesGroup } from './EnvelopesGroup.tsx'
import { StagesGroup } from './StagesGroup.tsx'

const controlPath: Path = ['sealing', 'control']

/** How bids are sealed and opened: envelopes, who must open together, when, and with which certificates. */
export function OpeningPart() {
  const t = useTexts('agency')
  const { json } = useDefinition()
  const isDual = textAt(json, controlPath) === 'bidder+tenderer'
  const suites = listAt<string>(json, ['sealing', 'suites']).map((each) => t(`suite.${each}`)).join(t('list.comma'))
  return (
    <>
      <PartFaults part="opening" />
      <EnvelopesGroup />
      <StagesGroup />
      <ControlGroup />
      {isDual && <CertificatesGroup />}
      <Group title={t('suite.title')}><Facts items={[{ label: t('suite.label'), value: suites === '' ? t('suite.none') : suites }]} /></Group>
    </>
  )
}

/** The tenderer's certificates count only where the tenderer opens too. */
function ControlGroup() {
  const t = useTexts('agency')
  const { json, edit } = useDefinition()
  const choose = (value: string): void => edit((now) => {
    const next = setAt(now, controlPath, value)
    return value === 'bidder' ? setAt(next, ['sealing', 'openingCertificates'], []) : next
  })
  return (
    <Group title={t('control.title')}>
      <Radio.Group className="studio-choices" value={textAt(json, controlPath)} onChange={(event) => choose(String(event.target.value))} aria-label={t('control.title')}>
        {(['bidder+tenderer', 'bidder'] as const).map((each) => (
          <Radio key={each} value={each}><span className="studio-choice-title">{t(`control.${each}.title`)}</span><span className="muted">{t(`control.${each}.text`)}</span></Radio>
        ))}
      </Radio.Group>
      <FaultLines faults={useFaults(controlPath)} />
    </Group>
  )
}
