import { useTexts } from '../../i18n.ts'
import { useDefinition } from '../definition-store.ts'
import { IntegerField, TextField } from '../fields.tsx'
import { Grid, Group } from '../layout.tsx'
import { PartFaults } from '../PartFaults.tsx'
import { CriteriaGroup } from './CriteriaGroup.tsx'
import { PriceGroup } from './PriceGroup.tsx'
import { RemedyGroup } from './RemedyGroup.tsx'

const mebibyte = 1024 * 1024

/** Limits, price, remedies, evaluation; in an addendum first what it changes, in the agency's own words. */
export function RulesPart() {
  const t = useTexts('agency')
  const isAddendum = useDefinition((store) => store.view?.supersedes !== null)
  return (
    <>
      <PartFaults part="rules" />
      {isAddendum && (
        <Group title={t('changes.title')} text={t('changes.text')}>
          <TextField path={['changes']} label={t('changes.label')} rows={5} maxLength={4_000} />
        </Group>
      )}
      <PriceGroup />
      <RemedyGroup />
      <Group title={t('limits.title')} text={t('limits.text')}>
        <Grid>
          <IntegerField path={['limits', 'bytesPerFile']} label={t('limits.file')} required unit={mebibyte} suffix="MiB" />
          <IntegerField path={['limits', 'bytesPerBid']} label={t('limits.bid')} required unit={mebibyte} suffix="MiB" />
          <IntegerField path={['limits', 'fileNameLength']} label={t('limits.name')} required min={1} max={180} suffix={t('unit.characters')} />
        </Grid>
      </Group>
      <CriteriaGroup />
    </>
  )
}
