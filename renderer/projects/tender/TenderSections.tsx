import { Table } from 'antd'
import type { ReactNode } from 'react'
import type { Section, Tender } from '../../../interface/schemas/tender.ts'
import { formatBytes } from '../../components/formatters.ts'
import { useLanguage, useTexts } from '../../i18n.ts'
import { Block } from '../Block.tsx'
import { mediaTypeNames } from './media-type-names.ts'

/** Every section that a bid must or may contain, by envelope. */
export function TenderSections({ tender, lot }: { tender: Tender, lot?: string | undefined }): ReactNode {
  const t = useTexts('projects')
  const envelopeOf = (id: string): string => tender.sealing.envelopes.find((each) => each.id === id)?.title ?? id
  const order = tender.sealing.envelopes.map((each) => each.id)
  const sections = tender.response.sections
    .filter((each) => lot === undefined || each.lots === undefined || each.lots.includes(lot))
    .toSorted((a, b) => order.indexOf(a.envelope) - order.indexOf(b.envelope))
  return (
    <Block title={t('tender.sections.title')} extra={<span className="muted">{t('tender.sections.count', { count: sections.length })}</span>}>
      <Table<Section>
        size="small" rowKey="id" pagination={false} dataSource={sections}
        columns={[
          {
            title: t('tender.sections.envelope'), dataIndex: 'envelope', width: 110,
            onCell: (section, index) => ({ rowSpan: spanOf(sections, section, index ?? 0) }),
            render: (id: string) => envelopeOf(id),
          },
          { title: t('tender.sections.name'), render: (_, section) => <Name section={section} /> },
          { title: t('tender.sections.kind'), width: 110, render: (_, { kind }) => t(`tender.kind.${kind}`) },
          { title: t('tender.sections.required'), width: 80, render: (_, { required }) => <span className={required ? '' : 'muted'}>{t(required ? 'tender.required' : 'tender.optional')}</span> },
          { title: t('tender.sections.limits'), width: 210, render: (_, section) => <Limits section={section} /> },
        ]}
      />
    </Block>
  )
}

const spanOf = (sections: readonly Section[], { envelope }: Section, index: number): number =>
  sections[index - 1]?.envelope === envelope ? 0 : sections.filter((each) => each.envelope === envelope).length

function Name({ section }: { section: Section }): ReactNode {
  const t = useTexts('projects')
  return (
    <>
      <div>{section.title} {section.blind !== undefined && <span className="prj-blind">{t('tender.blind')}</span>}</div>
      {section.kind !== 'statement' && section.instructions !== undefined && <div className="muted">{section.instructions}</div>}
      {section.form !== undefined && section.kind === 'form' && (
        <div className="muted">{t('tender.sections.fields', { fields: section.form.fields.map((field) => field.title).join(t('list.comma')) })}</div>
      )}
      {section.schedule !== undefined && <div className="muted">{t('tender.sections.items', { count: section.schedule.items.length })}</div>}
    </>
  )
}

/** What the tender limits in one section, in one line each. */
export function Limits({ section }: { section: Section }): ReactNode {
  const t = useTexts('projects')
  const language = useLanguage()
  const { accept, limits, seal } = section
  const lines = [
    ...(accept === undefined ? [] : [mediaTypeNames(accept, language)]),
    ...(limits?.bytes === undefined ? [] : [t('tender.limits.bytes', { size: formatBytes(limits.bytes) })]),
    ...(limits?.pages === undefined ? [] : [t('tender.limits.pages', { count: limits.pages })]),
    ...(seal?.required === true ? [seal.where ?? t('tender.limits.seal')] : []),
  ]
  return <>{lines.map((line) => <div key={line}>{line}</div>)}</>
}
