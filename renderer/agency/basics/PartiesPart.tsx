import { Button, Checkbox } from 'antd'
import { useCertificates } from '../../certificates/certificates-store.ts'
import { useTexts } from '../../i18n.ts'
import { useDefinition } from '../definition-store.ts'
import { TextField } from '../fields.tsx'
import { Grid, Group } from '../layout.tsx'
import { fillParty, isSelfRun, partyIndex, setSelfRun, type Role } from '../parties.ts'
import { PartFaults } from '../PartFaults.tsx'

/** 招标人 and 招标代理; the agency signs the package with a certificate of its own. */
export function PartiesPart() {
  const t = useTexts('agency')
  const { json, edit, view } = useDefinition()
  const isOne = isSelfRun(json)
  const isAddendum = view?.supersedes !== null
  return (
    <>
      <PartFaults part="parties" />
      <Checkbox className="studio-switch" checked={isOne} disabled={isAddendum} onChange={(event) => edit((now) => setSelfRun(now, event.target.checked))}>{t('parties.selfRun')}</Checkbox>
      <PartyGroup party="buyer" title={t(isOne ? 'parties.buyerAlone' : 'parties.buyer')} text={t(isOne ? 'parties.buyerAloneText' : 'parties.buyerText')} canFill={isOne} />
      {!isOne && <PartyGroup party="procuringEntity" title={t('parties.agency')} text={t('parties.agencyText')} canFill />}
    </>
  )
}

function PartyGroup({ party, title, text, canFill }: { party: Role, title: string, text: string, canFill: boolean }) {
  const t = useTexts('agency')
  const { json, edit } = useDefinition()
  const current = useCertificates((certificates) => certificates.current)
  const index = partyIndex(json, party)
  if (index === -1) return null
  const at = (...keys: string[]) => ['parties', index, ...keys]
  const fill = canFill && current !== null
    ? <Button size="small" onClick={() => edit((now) => fillParty(now, party, current.holder))}>{t('parties.fill', { name: current.holder.name })}</Button>
    : undefined
  return (
    <Group title={title} text={text} actions={fill}>
      <Grid>
        <TextField path={at('name')} label={t('parties.name')} required maxLength={300} />
        <TextField path={at('id')} label={t('parties.id')} required hint={t('parties.idHint')} maxLength={18} />
        <TextField path={at('address', 'streetAddress')} label={t('parties.address')} maxLength={300} />
        <TextField path={at('contactPoint', 'name')} label={t('parties.contact')} maxLength={300} />
        <TextField path={at('contactPoint', 'telephone')} label={t('parties.telephone')} maxLength={60} />
        <TextField path={at('contactPoint', 'email')} label={t('parties.email')} maxLength={120} />
      </Grid>
    </Group>
  )
}
