import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTexts } from '../../i18n.ts'
import { appendAt, freeId, listAt, setAt, textAt, type DefinitionJson, type Path } from '../definition-json.ts'
import { useDefinition } from '../definition-store.ts'
import { FaultLines, useFaults } from '../Field.tsx'
import { IntegerField, ManyField, TextField, TimeField } from '../fields.tsx'
import { Grid, Group, RowActions, Wide } from '../layout.tsx'

const list: Path = ['sealing', 'stages']
const deadline = (json: DefinitionJson): string => textAt(json, ['tender', 'tenderPeriod', 'endDate'])

/** The first stage opens at the deadline (招标投标法 34) and takes what no stage opens yet; so does the next, later. */
function addStage(json: DefinitionJson, title: string): DefinitionJson {
  const stages = listAt<{ id?: string, envelopes?: string[] }>(json, list)
  const staged = new Set(stages.flatMap((each) => each.envelopes ?? []))
  const free = listAt<{ id?: string }>(json, ['sealing', 'envelopes']).flatMap(({ id }) => id === undefined || staged.has(id) ? [] : [id])
  const time = deadline(json)
  return appendAt(json, list, {
    id: stages.length === 0 ? 'opening' : freeId(stages.map((each) => each.id), 'opening-'), title, envelopes: free, windowMinutes: 60, ...(time === '' ? {} : { openingTime: time }),
  })
}

/** When envelopes are opened, in order, and how long the window for decryption is. */
export function StagesGroup() {
  const t = useTexts('agency')
  const { json, edit } = useDefinition()
  const stages = listAt(json, list)
  return (
    <Group
      title={t('stages.title')} text={t('stages.text')}
      actions={<Button size="small" icon={<PlusOutlined aria-hidden />} onClick={() => edit((now) => addStage(now, t('stages.newTitle')))}>{t('stages.add')}</Button>}
    >
      <FaultLines faults={useFaults(list)} />
      {stages.length === 0 && <p className="muted">{t('stages.empty')}</p>}
      {stages.map((_, index) => <Stage key={index} index={index} />)}
    </Group>
  )
}

function Stage({ index }: { index: number }) {
  const t = useTexts('agency')
  const { json, edit } = useDefinition()
  const at = (member: string): Path => [...list, index, member]
  const envelopes = listAt<{ id?: string, title?: string }>(json, ['sealing', 'envelopes']).flatMap(({ id, title }) => id === undefined ? [] : [{ value: id, label: title ?? id }])
  const name = textAt(json, at('title')) || t('stages.number', { number: index + 1 })
  const isAtDeadline = Date.parse(textAt(json, at('openingTime'))) === Date.parse(deadline(json))
  return (
    <fieldset className="studio-card">
      <legend>{t('stages.number', { number: index + 1 })} · {name} <RowActions list={list} index={index} name={name} /></legend>
      <Grid narrow>
        <TextField path={at('title')} label={t('stages.name')} maxLength={300} />
        <ManyField path={at('envelopes')} label={t('stages.envelopes')} required options={envelopes} />
        <TimeField path={at('openingTime')} label={t('stages.time')} required hint={index === 0 && isAtDeadline ? t('stages.same') : t('stages.zone')} />
        <IntegerField path={at('windowMinutes')} label={t('stages.window')} required suffix={t('unit.minutes')} min={1} max={1_440} />
        {index === 0 && !isAtDeadline && (
          <Wide>
            <TextField path={at('ground')} label={t('stages.ground')} hint={t('stages.groundHint')} maxLength={300} />
            <Button size="small" onClick={() => edit((now) => setAt(setAt(now, at('openingTime'), deadline(now)), at('ground'), undefined))}>{t('stages.useDeadline')}</Button>
          </Wide>
        )}
      </Grid>
    </fieldset>
  )
}
