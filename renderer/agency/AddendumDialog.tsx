import { Modal, Radio } from 'antd'
import { useState } from 'react'
import { DateTime } from '../components/index.ts'
import { useTexts } from '../i18n.ts'
import { amendable, useDefinitions } from './definitions-store.ts'

/** Chooses the package that an addendum will supersede. */
export function AddendumDialog({ open, onClose, onChoose }: { open: boolean, onClose: () => void, onChoose: (tender: string) => void }) {
  const t = useTexts('agency')
  const packages = amendable(useDefinitions((definitions) => definitions.packages))
  const [chosen, setChosen] = useState<string | null>(null)
  const choose = (): void => {
    if (chosen === null) return
    onClose()
    onChoose(chosen)
  }
  return (
    <Modal
      open={open} title={t('addendum.title')} okText={t('addendum.begin')} cancelText={t('act.cancel')} onCancel={onClose} onOk={choose} okButtonProps={{ disabled: chosen === null }} width={680}
      destroyOnHidden
    >
      <p className="muted">{t('addendum.text')}</p>
      <Radio.Group className="studio-choices" value={chosen} onChange={(event) => setChosen(String(event.target.value))} aria-label={t('addendum.title')}>
        {packages.map((each) => (
          <Radio key={each.digest} value={each.digest}>
            <span className="studio-choice-title">{each.title}</span>
            <span className="muted num">{each.id} · {each.sequence === 0 ? t('version.tender') : t('version.addendum', { number: each.sequence })} · {t('addendum.deadline')} <DateTime value={each.deadline} /></span>
          </Radio>
        ))}
      </Radio.Group>
    </Modal>
  )
}
