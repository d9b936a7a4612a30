import { ApiOutlined, BankOutlined, DisconnectOutlined, LinkOutlined } from '@ant-design/icons'
import { Dropdown } from 'antd'
import { useNotice } from '../components/notice.tsx'
import { ensureConnection, useConnection } from '../connection/connection-store.ts'
import { usePlatforms } from '../connection/platforms-store.ts'
import { useTexts } from '../i18n.ts'
import { useNavigation } from './navigation.ts'

/** The platform that is connected, with whom; or that the program works offline. */
export function PlatformStatus() {
  const t = useTexts('shell')
  const { current, busy } = useConnection()
  const items = useItems()
  const text = busy !== null ? t('platform.connecting') : current === null ? t('platform.offline') : current.platform.name
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <button type="button" className="status" aria-haspopup="menu">
        <ApiOutlined className={`status-icon${current === null ? '' : ' is-ok'}`} aria-hidden="true" />
        <span className="status-text">
          <span className="status-label">{current === null ? t('platform.label') : t('platform.connected', { holder: current.holder.name })}</span>
          <span>{text}</span>
        </span>
      </button>
    </Dropdown>
  )
}

function useItems() {
  const t = useTexts('shell')
  const notice = useNotice()
  const list = usePlatforms((platforms) => platforms.list)
  const { current, disconnect } = useConnection()
  const go = useNavigation((navigation) => navigation.go)
  const others = list.filter(({ origin }) => origin !== current?.platform.origin)
  return [
    ...others.map(({ origin, name }) => ({
      key: origin, icon: <LinkOutlined />, label: t('platform.connect', { name }), onClick: () => { void ensureConnection(origin).catch(notice.problem) },
    })),
    ...(current === null ? [] : [{ key: 'disconnect', icon: <DisconnectOutlined />, label: t('platform.disconnect'), onClick: () => { void disconnect() } }]),
    { key: 'manage', icon: <BankOutlined />, label: t('platform.manage'), onClick: () => go({ screen: 'platforms' }) },
  ]
}
