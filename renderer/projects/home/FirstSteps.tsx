import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useCertificates } from '../../certificates/certificates-store.ts'
import { useTexts } from '../../i18n.ts'
import { useNavigation } from '../../shell/navigation.ts'

/** An empty workspace: three steps to the first draft. */
export function FirstSteps(): ReactNode {
  const t = useTexts('projects')
  const { go } = useNavigation()
  const hasCertificate = useCertificates(({ list }) => list.length > 0)
  const steps = [
    {
      id: 'certificate', done: hasCertificate,
      action: <Button type={hasCertificate ? 'default' : 'primary'} onClick={() => go({ screen: 'certificates' })}>{t(hasCertificate ? 'first.certificate.see' : 'first.certificate.action')}</Button>,
    },
    { id: 'tender', done: false, action: <a href="#begin">{t('first.tender.action')}</a> },
    { id: 'draft', done: false, action: null },
  ]
  return (
    <section className="prj-first" aria-label={t('first.title')}>
      <h2>{t('first.title')}</h2>
      <ol>
        {steps.map(({ id, done, action }, index) => (
          <li key={id}>
            <span className="prj-first-number" aria-hidden="true">{done ? '✓' : index + 1}</span>
            <div>
              <h3>{t(`first.${id}.title`)}{done && <span className="muted"> {t('first.done')}</span>}</h3>
              <p className="muted">{t(`first.${id}.text`)}</p>
              {action}
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}
