import { Drawer } from 'antd'
import { useEffect } from 'react'
import { useTexts } from '../i18n.ts'
import { IdentityCard } from './IdentityCard.tsx'
import { usePractice } from './practice-store.ts'

const jobs = ['bidder', 'agency', 'opening'] as const
const roles = ['bidder', 'agency', 'tenderer'] as const

/** What a rehearsal offers: the three jobs in a few steps, and identities whose passwords are no secret. */
export function PracticeHelper({ open, onClose }: { open: boolean, onClose(): void }) {
  const t = useTexts('practice')
  const { identities, load } = usePractice()
  useEffect(() => { if (open) void load() }, [open, load])
  return (
    <Drawer open={open} onClose={onClose} size={440} title={t('helper.title')} styles={{ mask: { background: 'transparent' }, wrapper: { borderInlineStart: '1px solid var(--line-strong)' } }}>
      <div className="stack">
        <p>{t('helper.text')}</p>
        <section>
          <h2 className="section-title">{t('helper.identities')}</h2>
          <p className="muted">{t('helper.passwords')}</p>
          {identities.length === 0 && <p className="below">{t('helper.none')}</p>}
          {roles.map((role) => {
            const those = identities.filter((each) => each.role === role)
            return those.length > 0 && <div key={role} className="below"><h3 className="role-title muted">{t(`role.${role}`)}</h3>{those.map((each) => <IdentityCard key={each.name} identity={each} />)}</div>
          })}
        </section>
        <section>
          <h2 className="section-title">{t('helper.steps')}</h2>
          {jobs.map((job) => <div key={job} className="below"><h3 className="role-title">{t(`job.${job}.title`)}</h3><p className="muted">{t(`job.${job}.text`)}</p></div>)}
        </section>
      </div>
    </Drawer>
  )
}
