import { Button, Space, Table } from 'antd'
import type { ReactNode } from 'react'
import type { Tender } from '../../../interface/schemas/tender.ts'
import type { TenderView } from '../../../preload/contract/tenders.ts'
import { sealbid } from '../../bridge.ts'
import { ProblemNote } from '../../components/ProblemNote.tsx'
import { ByteSize } from '../../components/values.tsx'
import { useTexts } from '../../i18n.ts'
import { Block } from '../Block.tsx'
import { useAct } from '../use-act.ts'
import { useSaved } from '../use-saved.ts'

type Document = Tender['tender']['documents'][number]

/** Documents of the package, each checked against its digest when it is opened or saved. */
export function TenderDocuments({ view }: { view: TenderView }): ReactNode {
  const t = useTexts('projects')
  const { problem, run, dismiss } = useAct()
  const saved = useSaved()
  const place = (document: string) => ({ tender: view.digest, document })
  return (
    <Block
      title={t('tender.documents.title')}
      extra={<Button size="small" onClick={() => { void run(async () => saved(await sealbid.tenders.save({ tender: view.digest }))) }}>{t('tender.documents.savePackage')}</Button>}
    >
      {problem !== null && <ProblemNote problem={problem} onClose={dismiss} />}
      <Table<Document>
        size="small" rowKey="id" pagination={false} dataSource={view.tender.tender.documents}
        columns={[
          { title: t('tender.documents.name'), render: (_, { title, description }) => <>{title}{description !== undefined && <div className="muted">{description}</div>}</> },
          { title: t('tender.documents.file'), dataIndex: 'file', render: (file: string) => <span className="prj-wrap">{file}</span> },
          { title: t('tender.documents.size'), dataIndex: 'size', align: 'right', width: 110, render: (size: number) => <ByteSize value={size} /> },
          {
            title: t('tender.documents.action'), width: 150,
            render: (_, { id, title }) => (
              <Space size="small">
                <Button size="small" aria-label={t('tender.documents.openOne', { title })} onClick={() => { void run(() => sealbid.tenders.openDocument(place(id))) }}>{t('tender.documents.open')}</Button>
                <Button size="small" aria-label={t('tender.documents.saveOne', { title })} onClick={() => { void run(async () => saved(await sealbid.tenders.saveDocument(place(id)))) }}>{t('tender.documents.save')}</Button>
              </Space>
            ),
          },
        ]}
      />
    </Block>
  )
}
