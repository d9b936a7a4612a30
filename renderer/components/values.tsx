import { CopyOutlined } from '@ant-design/icons'
import { App, Button, Tooltip } from 'antd'
import { useLanguage, useTexts } from '../i18n.ts'
import { copyText } from './copy.ts'
import { formatAmount, formatBytes, formatDigest } from './formatters.ts'

/** Small values with one look everywhere. */

export function ByteSize({ value }: { value: number }) {
  return <span className="num" title={`${value} B`}>{formatBytes(value)}</span>
}

export function Amount({ value, currency = 'CNY' }: { value: string, currency?: string | undefined }) {
  return <span className="num amount">{formatAmount(value, useLanguage(), currency)}</span>
}

/** A digest whole and in groups, with a button that copies it without the gaps. */
export function DigestText({ value }: { value: string }) {
  return <span className="digest"><code className="mono">{formatDigest(value)}</code><CopyButton value={value} /></span>
}

export function CopyButton({ value, label }: { value: string, label?: string }) {
  const t = useTexts('components')
  const { message } = App.useApp()
  const copy = async (): Promise<void> => {
    if (await copyText(value)) message.success(t('copy.done'))
    else message.error(t('copy.failed'))
  }
  return (
    <Tooltip title={label ?? t('copy.action')}>
      <Button type="text" size="small" icon={<CopyOutlined />} aria-label={label ?? t('copy.action')} onClick={() => { void copy() }} />
    </Tooltip>
  )
}
