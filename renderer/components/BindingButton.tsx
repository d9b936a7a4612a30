import { SafetyCertificateOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { useState, type ReactNode } from 'react'

interface Props {
  children: ReactNode
  /** Main asks for confirmation in its own window before anything is signed. */
  onClick(): void | Promise<unknown>
  disabled?: boolean
  /** Why it cannot be done yet; shown where it is disabled. */
  reason?: string | undefined
  size?: 'large' | 'medium' | 'small'
  block?: boolean
}

/** For acts that bind: signing, submitting, releasing. Busy until the act has ended, so that it cannot be asked for twice. */
export function BindingButton({ children, onClick, disabled = false, reason, size = 'medium', block = false }: Props) {
  const [busy, setBusy] = useState(false)
  const run = async (): Promise<void> => {
    setBusy(true)
    try {
      await onClick()
    } finally {
      setBusy(false)
    }
  }
  const button = (
    <Button
      color="danger" variant="solid" size={size} block={block} loading={busy} disabled={disabled} icon={<SafetyCertificateOutlined aria-hidden />}
      onClick={() => { void run() }}
    >{children}</Button>
  )
  if (!disabled || reason === undefined) return button
  return <Tooltip title={reason}><span className="binding-reason">{button}<span className="muted">{reason}</span></span></Tooltip>
}
