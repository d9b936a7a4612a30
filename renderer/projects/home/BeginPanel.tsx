import { CloudDownloadOutlined, ExperimentOutlined } from '@ant-design/icons'
import { Button, Space } from 'antd'
import type { ReactNode } from 'react'
import type { FileToken } from '../../../preload/contract/app.ts'
import { FileDrop } from '../../components/FileDrop.tsx'
import { useTexts } from '../../i18n.ts'
import { useApp } from '../../shell/app-store.ts'
import { Block } from '../Block.tsx'

/** The ways to begin: a package from a file, from a platform, or the rehearsal's sample. */
export function BeginPanel({ onFiles, onPick }: { onFiles(files: FileToken[]): Promise<void>, onPick(origin: string | null): void }): ReactNode {
  const t = useTexts('projects')
  const rehearsal = useApp(({ state }) => state?.rehearsalPlatform ?? null)
  return (
    <Block title={t('begin.title')} id="begin">
      <FileDrop purpose="tender" multiple onFiles={onFiles} hint={t('begin.hint')} />
      <Space wrap>
        <Button icon={<CloudDownloadOutlined aria-hidden />} onClick={() => onPick(null)}>{t('begin.fromPlatform')}</Button>
        {rehearsal !== null && <Button icon={<ExperimentOutlined aria-hidden />} onClick={() => onPick(rehearsal)}>{t('begin.sample')}</Button>}
      </Space>
    </Block>
  )
}
