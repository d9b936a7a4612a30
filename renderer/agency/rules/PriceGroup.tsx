import { Select, Table } from 'antd'
import { useTexts } from '../../i18n.ts'
import { listAt, setAt, textAt, type DefinitionJson, type LooseField, type Path } from '../definition-json.ts'
import { useDefinition } from '../definition-store.ts'
import { FaultLines, useFaults } from '../Field.tsx'
import { AmountField, IntegerField, SelectField, type Option } from '../fields.tsx'
import { Grid, Group } from '../layout.tsx'
import { hasForm, hasSchedule, sectionsOf } from '../sections/section-kinds.ts'

const total: Path = ['price', 'total']

/** Currency, ceilings, and where the total stands: so the client can hold it against the words and the schedule. */
export function PriceGroup() {
  const t = useTexts('agency')
  const { json } = useDefinition()
  return (
    <Group title={t('price.title')} text={t('price.text')}>
      <Grid>
        <SelectField path={['price', 'currency']} label={t('price.currency')} required options={currencies(t)} />
        <IntegerField path={['price', 'decimals']} label={t('price.decimals')} required max={6} />
      </Grid>
      <Ceilings />
      <h3>{t('price.total')}</h3>
      <TotalFields json={json} />
      <FaultLines faults={useFaults(total)} />
    </Group>
  )
}

const currencies = (t: (key: string) => string): Option[] => ['CNY', 'USD', 'EUR'].map((value) => ({ value, label: `${value} ${t(`currency.${value}`)}` }))

function Ceilings() {
  const t = useTexts('agency')
  const lots = listAt<{ id?: string, title?: string }>(useDefinition((store) => store.json), ['tender', 'lots'])
  return (
    <>
      <FaultLines faults={useFaults(['price', 'ceilings'])} />
      <Table
        className="studio-table" rowKey="id" size="small" pagination={false} dataSource={lots.flatMap(({ id, title }) => id === undefined ? [] : [{ id, title: title ?? '' }])}
        locale={{ emptyText: t('lots.empty') }}
        columns={[
          { title: t('lots.lot'), key: 'lot', render: (_, lot) => <span><span className="num muted">{lot.id}</span> {lot.title}</span> },
          { title: t('lots.ceiling'), key: 'ceiling', width: 240, render: (_, lot) => <AmountField bare path={['price', 'ceilings', lot.id]} label={`${t('lots.ceiling')} ${lot.title}`} suffix={t('unit.yuan')} /> },
        ]}
      />
    </>
  )
}

const fieldsOf = (json: DefinitionJson, section: string): LooseField[] => {
  const index = sectionsOf(json).findIndex((each) => each.id === section)
  return listAt<LooseField>(json, ['response', 'sections', index, 'form', 'fields'])
}

function TotalFields({ json }: { json: DefinitionJson }) {
  const t = useTexts('agency')
  const edit = useDefinition((store) => store.edit)
  const section = textAt(json, [...total, 'section'])
  const named = (isOne: (kind: string | undefined) => boolean): Option[] => sectionsOf(json).flatMap(({ id, title, kind }) => id === undefined || !isOne(kind) ? [] : [{ value: id, label: title ?? id }])
  const ofType = (type: string): Option[] => fieldsOf(json, section).flatMap(({ id, title, type: own }) => id === undefined || own !== type ? [] : [{ value: id, label: title ?? id }])
  // Another form has other fields: the first amount is taken, and words where there are some.
  const choose = (to?: string): void => edit((now) => {
    if (to === undefined) return setAt(now, total, undefined)
    const fields = fieldsOf(now, to)
    const first = (type: string) => fields.find((each) => each.type === type)?.id
    const [field, words, schedule] = [first('amount'), first('amount-in-words'), textAt(now, [...total, 'schedule'])]
    return setAt(now, total, { section: to, ...(field !== undefined && { field }), ...(words !== undefined && { words }), ...(schedule !== '' && { schedule }) })
  })
  return (
    <Grid>
      <div className="studio-field">
        <label htmlFor="f-total" className="studio-label">{t('price.section')}</label>
        <Select id="f-total" className="studio-select" allowClear value={section === '' ? null : section} options={named(hasForm)} placeholder={t('price.noTotal')} onChange={(to: string | null | undefined) => choose(to ?? undefined)} />
        <FaultLines faults={useFaults([...total, 'section'])} />
      </div>
      {section !== '' && <SelectField path={[...total, 'field']} label={t('price.field')} required options={ofType('amount')} />}
      {section !== '' && <SelectField path={[...total, 'words']} label={t('price.words')} options={ofType('amount-in-words')} optional />}
      {section !== '' && <SelectField path={[...total, 'schedule']} label={t('price.schedule')} options={named(hasSchedule)} optional />}
    </Grid>
  )
}
