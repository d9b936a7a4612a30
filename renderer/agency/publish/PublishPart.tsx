import { CheckCircleFilled } from '@ant-design/icons'
import { useEffect } from 'react'
import { useTexts } from '../../i18n.ts'
import { useDefinition } from '../definition-store.ts'
import { Group } from '../layout.tsx'
import { AllFaults } from '../PartFaults.tsx'
import { BuildGroup } from './BuildGroup.tsx'
import { PackageGroup } from './PackageGroup.tsx'

/** Check, build and sign, publish: in this order. */
export function PublishPart() {
  const t = useTexts('agency')
  const { view, faults, flush, refresh } = useDefinition()
  useEffect(() => {
    void flush().then(() => refresh())
  }, [flush, refresh])
  const built = view?.built.toReversed() ?? []
  return (
    <>
      <Group title={t('publish.check.title')}>
        {faults.length === 0
          ? <p className="studio-ready"><CheckCircleFilled aria-hidden="true" /> {t('publish.check.ready')}</p>
          : <><p>{t('publish.check.faults', { count: faults.length })}</p><AllFaults /></>}
      </Group>
      <BuildGroup />
      {built.map((each, index) => <PackageGroup key={each.digest} digest={each.digest} builtAt={each.builtAt} isNewest={index === 0} />)}
    </>
  )
}
