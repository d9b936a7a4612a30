import { Button, Tag } from 'antd'
import { useState } from 'react'
import type { PracticeIdentity } from '../../preload/contract/certificates.ts'
import { useNotice } from '../components/notice.tsx'
import { CopyButton } from '../components/values.tsx'
import { useTexts } from '../i18n.ts'
import { usePractice } from './practice-store.ts'

export function IdentityCard({ identity: { name, organisation, id, backup, password, imported } }: { identity: PracticeIdentity }) {
  const t = useTexts('practice')
  const notice = useNotice()
  const importIdentity = usePractice((practice) => practice.importIdentity)
  const [busy, setBusy] = useState(false)
  const take = async (): Promise<void> => {
    setBusy(true)
    try {
      await importIdentity(name)
      notice.done(t('identity.done', { organisation }))
    } catch (error) {
      notice.problem(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="practice-identity">
      <div className="practice-identity-name">
        <div>{organisation} {backup && <Tag>{t('identity.backup')}</Tag>}</div>
        <div className="muted num">{id}</div>
        <div><span className="muted">{t('identity.password')}</span> <code>{password}</code><CopyButton value={password} label={t('identity.copy', { name })} /></div>
      </div>
      {imported ? <Tag className="state-tag state-valid">{t('identity.imported')}</Tag>
        : <Button size="small" loading={busy} aria-label={t('identity.importName', { organisation: `${organisation}${backup ? ` ${t('identity.backup')}` : ''}` })} onClick={() => { void take() }}>{t('identity.import')}</Button>}
    </div>
  )
}
