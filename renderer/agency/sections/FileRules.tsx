import { Checkbox } from 'antd'
import { useTexts } from '../../i18n.ts'
import { getAt, type Path } from '../definition-json.ts'
import { useDefinition } from '../definition-store.ts'
import { IntegerField, ManyField, TextField } from '../fields.tsx'
import { Grid, Group, Wide } from '../layout.tsx'
import { LinesField } from '../LinesField.tsx'

const types: Record<string, string> = {
  PDF: 'application/pdf', PNG: 'image/png', JPEG: 'image/jpeg', XML: 'application/xml', CSV: 'text/csv', ZIP: 'application/zip',
  DOCX: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', XLSX: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}
const mebibyte = 1024 * 1024

/** What a file section takes: types, limits, seal, and the rules of a blind part (暗标). */
export function FileRules({ path }: { path: Path }) {
  const t = useTexts('agency')
  const { json, set } = useDefinition()
  const seal = getAt(json, [...path, 'seal', 'required']) === true
  const blind = getAt(json, [...path, 'blind']) !== undefined
  const options = Object.entries(types).map(([label, value]) => ({ value, label }))
  return (
    <Group title={t('file.title')}>
      <Grid>
        <ManyField path={[...path, 'accept']} label={t('file.accept')} options={options} emptyIsAbsent placeholder={t('file.any')} />
        <IntegerField path={[...path, 'limits', 'bytes']} label={t('file.bytes')} unit={mebibyte} suffix="MiB" />
        <IntegerField path={[...path, 'limits', 'pages']} label={t('file.pages')} suffix={t('unit.pages')} min={1} />
        <Wide>
          <Checkbox checked={seal} onChange={(event) => set([...path, 'seal'], event.target.checked ? { required: true } : undefined)}>{t('file.seal')}</Checkbox>
          {seal && <TextField path={[...path, 'seal', 'where']} label={t('file.sealWhere')} maxLength={300} />}
        </Wide>
        <Wide>
          <Checkbox checked={blind} onChange={(event) => set([...path, 'blind'], event.target.checked ? { rules: [t('file.blindFirst')] } : undefined)}>{t('file.blind')}</Checkbox>
          {blind && <LinesField path={[...path, 'blind', 'rules']} label={t('file.blindRules')} hint={t('lines.hint')} />}
        </Wide>
      </Grid>
    </Group>
  )
}
