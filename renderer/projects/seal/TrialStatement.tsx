import { CheckCircleOutlined, QuestionCircleOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { Tender } from '../../../interface/schemas/tender.ts'
import type { TrialView } from '../../../preload/contract/drafts.ts'
import { DateTime } from '../../components/DateTime.tsx'
import { useTexts } from '../../i18n.ts'

/** What a trial opening proved, envelope by envelope, and what it could not prove. */
export function TrialStatement({ trial, tender }: { trial: TrialView, tender: Tender }): ReactNode {
  const t = useTexts('projects')
  const titleOf = (id: string): string => tender.sealing.envelopes.find((each) => each.id === id)?.title ?? id
  return (
    <section className="prj-trial" aria-label={t('trial.title')}>
      <h3>{t('trial.title')} <span className="muted"><DateTime value={trial.at} /></span></h3>
      <p>{t('trial.with')} <code className="mono prj-wrap">{trial.certificate.subject}</code> <span className="muted num">{trial.certificate.serial}</span></p>
      <table className="prj-trial-table">
        <thead><tr><th scope="col">{t('trial.envelope')}</th><th scope="col">{t('trial.bidder')}</th><th scope="col">{t('trial.tenderer')}</th><th scope="col">{t('trial.contents')}</th></tr></thead>
        <tbody>
          {trial.envelopes.map((each) => (
            <tr key={each.id}>
              <th scope="row">{titleOf(each.id)}</th>
              <td><Proved>{t('trial.opened')}</Proved></td>
              <td>{each.tenderersLayer === 'none' ? <span className="muted">{t('trial.noLayer')}</span> : <Open>{t('trial.addressed')}</Open>}</td>
              <td>
                {each.contents === 'not-opened' ? <Open>{t('trial.notOpened')}</Open> : <Proved>{t(`trial.${each.contents}`)}</Proved>}
                {each.commitment === 'equal' && <span className="muted"> {t('trial.equal')}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="muted">{t(trial.envelopes.some((each) => each.tenderersLayer !== 'none') ? 'trial.honestBoth' : 'trial.honest')}</p>
    </section>
  )
}

const Proved = ({ children }: { children: ReactNode }): ReactNode => <span className="prj-mark prj-mark-good"><CheckCircleOutlined aria-hidden="true" /> {children}</span>
const Open = ({ children }: { children: ReactNode }): ReactNode => <span className="prj-mark prj-mark-quiet"><QuestionCircleOutlined aria-hidden="true" /> {children}</span>
