import { Select, Table } from 'antd'
import type { FileToken } from '../../../preload/contract/app.ts'
import { useCertificates } from '../../certificates/certificates-store.ts'
import { formatDate } from '../../components/formatters.ts'
import { FileDrop } from '../../components/index.ts'
import { useLanguage, useTexts } from '../../i18n.ts'
import { listAt, type Path } from '../definition-json.ts'
import { useDefinition } from '../definition-store.ts'
import { FaultLines, useFaults } from '../Field.tsx'
import { SelectField } from '../fields.tsx'
import { Group, RowActions } from '../layout.tsx'

const list: Path = ['sealing', 'openingCertificates']
const transports = ['rsa-oaep-sha256', 'rsa-oaep-sha1', 'rsa-pkcs1', 'ecdh-p256'].map((value) => ({ value, label: value.toUpperCase() }))

interface Row { index: number, path: string, role: string }

/** The tenderer's encryption certificates: with the main one, or its backup, the tenderer opens its layer. */
export function CertificatesGroup() {
  const t = useTexts('agency')
  const { json } = useDefinition()
  const rows = listAt<{ path?: string, role?: string }>(json, list).map(({ path = '', role = '' }, index): Row => ({ index, path, role }))
  const hasMain = rows.some((each) => each.role === 'main')
  return (
    <Group title={t('certificates.title')} text={t('certificates.text')}>
      <FaultLines faults={useFaults(list)} />
      <CertificateTable rows={rows} />
      <div className="studio-pair">
        <AddCertificate use="main" hasMain={hasMain} />
        <AddCertificate use="backup" hasMain={hasMain} />
      </div>
    </Group>
  )
}

function CertificateTable({ rows }: { rows: Row[] }) {
  const t = useTexts('agency')
  const language = useLanguage()
  const view = useDefinition((store) => store.view)
  const known = (row: Row) => view?.certificates.find((each) => each.path === row.path)
  return (
    <Table<Row>
      className="studio-table" rowKey="path" size="small" pagination={false} dataSource={rows} locale={{ emptyText: t('certificates.empty') }} scroll={{ x: 720 }}
      columns={[
        { title: t('certificates.role'), key: 'role', width: 90, render: (_, row) => t(`certificates.${row.role === 'backup' ? 'backup' : 'main'}`) },
        { title: t('certificates.holder'), key: 'holder', render: (_, row) => <Holder row={row} known={known(row)} /> },
        { title: t('certificates.serial'), key: 'serial', width: 170, render: (_, row) => <span className="mono studio-break">{known(row)?.serial}</span> },
        { title: t('certificates.until'), key: 'until', width: 120, render: (_, row) => <span className="num">{formatDate(known(row)?.notAfter ?? '', language)}</span> },
        { title: t('certificates.transport'), key: 'transport', width: 190, render: (_, row) => <SelectField bare path={[...list, row.index, 'keyTransport']} label={t('certificates.transport')} options={transports} optional placeholder={t('certificates.usual')} /> },
        { title: t('column.actions'), key: 'actions', width: 70, render: (_, row) => <RowActions list={list} index={row.index} name={known(row)?.subject ?? row.path} canMove={false} /> },
      ]}
    />
  )
}

function Holder({ row, known }: { row: Row, known: { subject: string, holder: { id: string | null, name: string } } | undefined }) {
  const t = useTexts('agency')
  return (
    <div>
      {known === undefined ? <span className="studio-fault">{t('certificates.missing')}</span> : known.holder.name}
      <div className="muted num">{known?.holder.id}</div>
      <FaultLines faults={useFaults([...list, row.index, 'path'])} />
    </div>
  )
}

function AddCertificate({ use, hasMain }: { use: 'main' | 'backup', hasMain: boolean }) {
  const t = useTexts('agency')
  const { addCertificate, busy } = useDefinition()
  const imported = useCertificates((certificates) => certificates.list)
  const label = t(use === 'main' && hasMain ? 'certificates.replace' : `certificates.add.${use}`)
  const id = `f-certificate-${use}`
  const fromFile = ([file]: FileToken[]): Promise<void> => file === undefined ? Promise.resolve() : addCertificate(use, { file: file.token })
  return (
    <div>
      <FileDrop purpose="opening-certificate" compact hint={t('certificates.hint')} label={label} disabled={busy} onFiles={fromFile} />
      {imported.length > 0 && (
        <div className="studio-field">
          <label htmlFor={id} className="studio-label">{t('certificates.fromImported')}</label>
          <Select
            id={id} className="studio-select" value={null} placeholder={t('certificates.choose')} disabled={busy} onChange={(certificate: string | null) => { if (certificate !== null) void addCertificate(use, { certificate }) }}
            options={imported.map((each) => ({ value: each.id, label: `${each.holder.name} · ${each.encryption.serial.slice(-8)}` }))}
          />
        </div>
      )}
    </div>
  )
}
