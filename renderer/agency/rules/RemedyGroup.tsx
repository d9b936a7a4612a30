import { Checkbox } from 'antd'
import { useTexts } from '../../i18n.ts'
import { listAt, type Path } from '../definition-json.ts'
import { useDefinition } from '../definition-store.ts'
import { FaultLines, useFaults } from '../Field.tsx'
import { IntegerField } from '../fields.tsx'
import { Grid, Group } from '../layout.tsx'

const path: Path = ['remedy', 'ways']
/** In the order in which they are tried (docs/formats.md). */
const ways = ['backup-certificate', 'capsule', 'container'] as const

/** Ways out that are agreed for a key that fails at the opening (补救方案, 《电子招标投标办法》31). */
export function RemedyGroup() {
  const t = useTexts('agency')
  const { json, set } = useDefinition()
  const chosen = listAt<string>(json, path)
  const toggle = (way: string, isOn: boolean): void => set(path, ways.filter((each) => each === way ? isOn : chosen.includes(each)))
  return (
    <Group title={t('remedy.title')} text={t('remedy.text')}>
      <fieldset className="studio-choices studio-plain">
        <legend className="studio-hidden">{t('remedy.title')}</legend>
        {ways.map((way) => (
          <Checkbox key={way} checked={chosen.includes(way)} onChange={(event) => toggle(way, event.target.checked)}>
            <span className="studio-choice-title">{t(`remedy.${way}.title`)}</span><span className="muted">{t(`remedy.${way}.text`)}</span>
          </Checkbox>
        ))}
      </fieldset>
      <FaultLines faults={useFaults(path)} />
      <Grid><IntegerField path={['remedy', 'windowMinutes']} label={t('remedy.window')} required suffix={t('unit.minutes')} min={1} max={1_440} hint={t('remedy.windowHint')} /></Grid>
    </Group>
  )
}
