import { CheckOutlined, IdcardOutlined, LockOutlined, UnlockOutlined, WarningOutlined } from '@ant-design/icons'
import { Dropdown } from 'antd'
import type { CertificateView } from '../../preload/contract/certificates.ts'
import { sealbid } from '../bridge.ts'
import { useCertificates } from '../certificates/certificates-store.ts'
import { daysLeft, validityOf } from '../certificates/state.ts'
import { useNotice } from '../components/notice.tsx'
import { useTexts } from '../i18n.ts'
import { now } from './app-store.ts'
import { useNavigation } from './navigation.ts'

/** Who works here, and how the key stands. */
export function IdentityStatus() {
  const t = useTexts('shell')
  const { current, loaded } = useCertificates()
  const go = useNavigation((navigation) => navigation.go)
  if (current !== null) return <Current current={current} />
  return (
    <button type="button" className="status status-push" onClick={() => go({ screen: 'certificates' })}>
      <IdcardOutlined className="status-icon" aria-hidden="true" />
      <span className="status-text"><span className="status-label">{t('identity.label')}</span><span>{loaded ? t('identity.none') : t('identity.loading')}</span></span>
    </button>
  )
}

function Current({ current }: { current: CertificateView }) {
  const t = useTexts('shell')
  const items = useItems(current)
  const validity = validityOf(current, now())
  const icon = validity !== 'valid' ? <WarningOutlined className="status-icon is-warn" />
    : current.unlocked ? <UnlockOutlined className="status-icon is-ok" /> : <LockOutlined className="status-icon" />
  const key = t(current.unlocked ? 'identity.unlocked' : 'identity.locked')
  const note = validity === 'valid' ? '' : ` · ${t(`identity.${validity}`, { days: daysLeft(current, now()) })}`
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <button type="button" className="status status-push" aria-haspopup="menu">
        <span aria-hidden="true">{icon}</span>
        <span className="status-text"><span className="status-label">{t('identity.key', { state: key })}{note}</span><span>{current.holder.name}</span></span>
      </button>
    </Dropdown>
  )
}

function useItems(current: CertificateView) {
  const t = useTexts('shell')
  const notice = useNotice()
  const { list, choose, load } = useCertificates()
  const go = useNavigation((navigation) => navigation.go)
  const toggle = async (): Promise<void> => {
    try {
      await (current.unlocked ? sealbid.certificates.lock({ certificate: current.id }) : sealbid.certificates.unlock({ certificate: current.id }))
      await load()
    } catch (error) {
      notice.problem(error)
    }
  }
  return [
    { key: 'holders', type: 'group' as const, label: t('identity.choose'), children: list.map((each) => ({
      key: each.id, icon: each.id === current.id ? <CheckOutlined /> : <span className="menu-gap" />, onClick: () => choose(each.id),
      label: `${each.holder.name} · …${each.signing.serial.slice(-8)}`,
    })) },
    { key: 'line', type: 'divider' as const },
    { key: 'toggle', icon: current.unlocked ? <LockOutlined /> : <UnlockOutlined />, label: t(current.unlocked ? 'identity.lock' : 'identity.unlock'), onClick: () => { void toggle() } },
    { key: 'manage', icon: <IdcardOutlined />, label: t('identity.manage'), onClick: () => go({ screen: 'certificates' }) },
  ]
}
