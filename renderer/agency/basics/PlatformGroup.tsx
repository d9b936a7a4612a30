import { Button, Select } from 'antd'
import { useEffect } from 'react'
import { usePlatforms } from '../../connection/platforms-store.ts'
import { useTexts } from '../../i18n.ts'
import { useNavigation } from '../../shell/navigation.ts'
import { setAt, textAt } from '../definition-json.ts'
import { useDefinition } from '../definition-store.ts'
import { FaultLines, useFaults } from '../Field.tsx'
import { Group } from '../layout.tsx'

/** The platform that the tender is published on, of those that are accepted as certified. Bids are bound to its code and address. */
export function PlatformGroup() {
  const t = useTexts('agency')
  const { list, load } = usePlatforms()
  const { json, edit } = useDefinition()
  const go = useNavigation((navigation) => navigation.go)
  useEffect(() => { void load() }, [load])
  const origin = textAt(json, ['platform', 'origin'])
  const code = textAt(json, ['platform', 'code'])
  const isKnown = list.some((each) => each.origin === origin && each.code === code)
  const options = list.map((each) => ({ value: each.origin, label: `${each.name} · ${each.code}` }))
  const choose = (value: string | null): void => {
    const platform = list.find((each) => each.origin === value)
    if (platform !== undefined) edit((now) => setAt(now, ['platform'], { code: platform.code, origin: platform.origin }))
  }
  const faults = [...useFaults(['platform']), ...useFaults(['platform', 'code']), ...useFaults(['platform', 'origin'])]
  return (
    <Group title={t('platform.title')} text={t('platform.text')} actions={<Button size="small" onClick={() => go({ screen: 'platforms' })}>{t('platform.manage')}</Button>}>
      <div className="studio-field">
        <label htmlFor="f-platform" className="studio-label">{t('platform.choose')}<span className="studio-required" aria-hidden="true">*</span></label>
        <Select
          id="f-platform" className="studio-select" status={faults.length > 0 ? 'error' : ''} value={isKnown ? origin : null} options={options} onChange={choose}
          placeholder={t(list.length === 0 ? 'platform.none' : 'platform.placeholder')} notFoundContent={t('platform.none')}
        />
        <div className="studio-hint">
          {code === '' && origin === '' ? null : t(isKnown ? 'platform.facts' : 'platform.unknown', { code, origin })}
        </div>
        <FaultLines faults={faults} />
      </div>
    </Group>
  )
}
