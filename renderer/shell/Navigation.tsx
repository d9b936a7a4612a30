import { Tooltip } from 'antd'
import { useTexts } from '../i18n.ts'
import { useApp } from './app-store.ts'
import { areaOf, areas, type Area } from './areas.tsx'
import { useNavigation } from './navigation.ts'
import { isMac, shortcutOf } from './shortcuts.ts'

export function Navigation() {
  const t = useTexts('shell')
  const version = useApp((app) => app.state?.version)
  return (
    <nav className="shell-nav" aria-label={t('navigation')}>
      <div className="brand"><span className="brand-mark" aria-hidden="true">封</span><span>{t('brand')}<small>{t('motto')}</small></span></div>
      <ul className="nav-list">
        {areas.map((area, index) => <Item key={area.id} area={area} index={index} />)}
      </ul>
      <div className="nav-foot num">{t('version', { version: version ?? '' })}</div>
    </nav>
  )
}

function Item({ area, index }: { area: Area, index: number }) {
  const t = useTexts('shell')
  const { place, go } = useNavigation()
  const isHere = areaOf(place.screen) === area.id
  return (
    <li className={area.id === 'settings' ? 'nav-gap' : undefined}>
      <Tooltip title={`${t(`area.${area.id}`)} ${shortcutOf(index)}`} placement="right" mouseEnterDelay={0.6}>
        <button
          type="button" className="nav-item" aria-current={isHere ? 'page' : undefined} aria-keyshortcuts={`${isMac ? 'Meta' : 'Control'}+${index + 1}`}
          onClick={() => go(area.start)}
        >
          <span aria-hidden="true">{area.icon}</span>{t(`area.${area.id}`)}
        </button>
      </Tooltip>
    </li>
  )
}
