import { Input } from 'antd'
import { useTexts } from '../../i18n.ts'
import { setDeadline, setTenderId } from '../definition-changes.ts'
import { useDefinition } from '../definition-store.ts'
import { Field, useText } from '../Field.tsx'
import { SelectField, TextField, TimeField } from '../fields.tsx'
import { Grid, Group, Wide } from '../layout.tsx'
import { PartFaults } from '../PartFaults.tsx'
import { LotsTable } from './LotsTable.tsx'
import { PlatformGroup } from './PlatformGroup.tsx'

const methods = ['open', 'selective', 'limited', 'direct']
const categories = ['works', 'goods', 'services']

/** What the tender is, its dates, its lots, and where it is published. */
export function BasicsPart() {
  const t = useTexts('agency')
  const isAddendum = useDefinition((store) => store.view?.supersedes !== null)
  const options = (area: string, values: readonly string[]) => values.map((value) => ({ value, label: t(`${area}.${value}`) }))
  return (
    <>
      <PartFaults part="basics" />
      <Group title={t('basics.project')}>
        <Grid>
          <NumberField disabled={isAddendum} />
          <TextField path={['tender', 'title']} label={t('basics.title')} required maxLength={300} />
          <SelectField path={['tender', 'procurementMethod']} label={t('basics.method')} required options={options('method', methods)} />
          <SelectField path={['tender', 'mainProcurementCategory']} label={t('basics.category')} required options={options('category', categories)} />
          <SelectField path={['language']} label={t('basics.language')} required options={options('language', ['zh', 'en'])} />
          <TextField path={['ocid']} label={t('basics.ocid')} required hint={t('basics.ocidHint')} maxLength={100} />
          <Wide><TextField path={['tender', 'description']} label={t('basics.description')} rows={3} maxLength={20_000} /></Wide>
        </Grid>
      </Group>
      <DatesGroup isAddendum={isAddendum} />
      <LotsTable />
      <PlatformGroup />
    </>
  )
}

function NumberField({ disabled }: { disabled: boolean }) {
  const t = useTexts('agency')
  const edit = useDefinition((store) => store.edit)
  const path = ['tender', 'id']
  const [value] = useText(path)
  return (
    <Field path={path} label={t('basics.number')} required hint={t(disabled ? 'basics.numberFixed' : 'basics.numberHint')}>
      {(control) => <Input {...control} value={value} disabled={disabled} maxLength={64} onChange={(event) => edit((json) => setTenderId(json, event.target.value.trim()))} />}
    </Field>
  )
}

function DatesGroup({ isAddendum }: { isAddendum: boolean }) {
  const t = useTexts('agency')
  const edit = useDefinition((store) => store.edit)
  return (
    <Group title={t('basics.dates')} text={t('basics.zone')}>
      <Grid narrow>
        <TimeField path={['tender', 'tenderPeriod', 'startDate']} label={t('basics.start')} />
        <TimeField
          path={['tender', 'tenderPeriod', 'endDate']} label={t('basics.deadline')} required hint={t(isAddendum ? 'basics.deadlineAddendum' : 'basics.deadlineHint')}
          onPick={(time) => edit((json) => setDeadline(json, time))}
        />
        <TimeField path={['tender', 'enquiryPeriod', 'startDate']} label={t('basics.enquiryStart')} />
        <TimeField path={['tender', 'enquiryPeriod', 'endDate']} label={t('basics.enquiryEnd')} />
      </Grid>
    </Group>
  )
}
