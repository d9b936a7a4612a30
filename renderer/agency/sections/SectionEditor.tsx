import { Button, Popconfirm, Select } from 'antd'
import { useTexts } from '../../i18n.ts'
import { useNavigation } from '../../shell/navigation.ts'
import { renameSection } from '../definition-changes.ts'
import { listAt, textAt, type Path } from '../definition-json.ts'
import { useDefinition } from '../definition-store.ts'
import { Field } from '../Field.tsx'
import { FlagField, IdField, ManyField, SelectField, TextField } from '../fields.tsx'
import { Grid, Group, RowActions, Wide } from '../layout.tsx'
import { FileRules } from './FileRules.tsx'
import { FormFields } from './FormFields.tsx'
import { hasForm, hasSchedule, kinds, removeSection, sectionsOf, sectionsPath, setKind, type Kind } from './section-kinds.ts'

/** One section: what it is, and what its kind needs. */
export function SectionEditor({ index }: { index: number }) {
  const { json } = useDefinition()
  const section = sectionsOf(json)[index]
  if (section === undefined) return null
  const path: Path = [...sectionsPath, index]
  return (
    <div className="studio-pane">
      <Group title={section.title ?? section.id ?? ''} actions={<SectionActions index={index} />}>
        <CommonFields index={index} path={path} />
      </Group>
      {section.kind === 'file' && <FileRules path={path} />}
      {hasForm(section.kind) && <FormFields section={index} />}
      {hasSchedule(section.kind) && <ScheduleLink items={listAt(json, [...path, 'schedule', 'items']).length} />}
    </div>
  )
}

function CommonFields({ index, path }: { index: number, path: Path }) {
  const t = useTexts('agency')
  const { json, edit } = useDefinition()
  const ids = sectionsOf(json).flatMap(({ id }) => id === undefined ? [] : [id])
  const named = (list: Path) => listAt<{ id?: string, title?: string }>(json, list).flatMap(({ id, title }) => id === undefined ? [] : [{ value: id, label: title ?? id }])
  const lots = named(['tender', 'lots'])
  return (
    <Grid>
      <TextField path={[...path, 'title']} label={t('sections.title')} required maxLength={300} />
      <IdField path={[...path, 'id']} label={t('column.id')} required hint={t('sections.idHint')} taken={ids} onRename={(to) => edit((now) => renameSection(now, index, to))} />
      <Field path={[...path, 'kind']} label={t('sections.kind')} required>
        {(control) => (
          <Select
            {...control} className="studio-select" value={textAt(json, [...path, 'kind'])} options={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
            onChange={(kind: string) => edit((now) => setKind(now, index, kind as Kind, t))}
          />
        )}
      </Field>
      <SelectField path={[...path, 'envelope']} label={t('sections.envelope')} required options={named(['sealing', 'envelopes'])} />
      {lots.length > 1 && <ManyField path={[...path, 'lots']} label={t('sections.lots')} options={lots} emptyIsAbsent placeholder={t('sections.allLots')} />}
      <FlagField path={[...path, 'required']} label={t('sections.required')} hint={t('sections.requiredHint')} />
      <Wide><TextField path={[...path, 'instructions']} label={t('sections.instructions')} rows={2} maxLength={4_000} hint={t('sections.instructionsHint')} /></Wide>
    </Grid>
  )
}

function SectionActions({ index }: { index: number }) {
  const t = useTexts('agency')
  const { edit, json, select } = useDefinition()
  const name = sectionsOf(json)[index]?.title ?? ''
  return (
    <span className="studio-row-actions">
      <RowActions list={sectionsPath} index={index} name={name} canRemove={false} onMove={(by) => select(index + by)} />
      <Popconfirm title={t('sections.remove')} okText={t('act.remove')} cancelText={t('act.cancel')} okButtonProps={{ danger: true }} onConfirm={() => edit((now) => removeSection(now, index))}>
        <Button size="small" danger type="text" aria-label={`${t('act.remove')}: ${name}`}>{t('act.remove')}</Button>
      </Popconfirm>
    </span>
  )
}

function ScheduleLink({ items }: { items: number }) {
  const t = useTexts('agency')
  const go = useNavigation((navigation) => navigation.go)
  const definition = useDefinition((store) => store.view?.id ?? '')
  return (
    <Group title={t('schedule.title')} actions={<Button size="small" onClick={() => go({ screen: 'definition', definition, part: 'schedule' })}>{t('schedule.goto')}</Button>}>
      <p className="num">{t('schedule.count', { count: items })}</p>
    </Group>
  )
}
