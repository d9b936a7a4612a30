import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useNotice } from '../components/notice.tsx'
import { ProblemNote } from '../components/ProblemNote.tsx'
import { useTexts } from '../i18n.ts'
import { asProblem, type Problem } from '../problem.ts'
import { usePlatforms } from './platforms-store.ts'

/** Adds a platform by its address. Main judges its certification; a refusal says why. */
export function AddPlatform() {
  const t = useTexts('connection')
  const notice = useNotice()
  const { certify, busy } = usePlatforms()
  const [address, setAddress] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const add = async (): Promise<void> => {
    setProblem(null)
    try {
      const { name } = await certify(address)
      setAddress('')
      notice.done(t('add.done', { name }))
    } catch (error) {
      setProblem(asProblem(error))
    }
  }
  return (
    <section className="card" aria-labelledby="add-platform">
      <h2 className="section-title" id="add-platform">{t('add.title')}</h2>
      <Form layout="vertical" onFinish={() => { void add() }}>
        <Form.Item label={t('add.label')} htmlFor="platform-address" extra={t('add.help')} className="add-platform">
          <div className="row">
            <Input id="platform-address" className="add-platform-input" value={address} onChange={(event) => setAddress(event.target.value)} placeholder="https://" autoComplete="off" spellCheck={false} />
            <Button type="primary" htmlType="submit" disabled={address.trim() === ''} loading={busy !== null}>{t('add.check')}</Button>
          </div>
        </Form.Item>
      </Form>
      {problem !== null && <ProblemNote problem={problem} onClose={() => setProblem(null)} />}
    </section>
  )
}
