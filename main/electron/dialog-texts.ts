import type { FilePurpose } from '../../preload/contract/app.ts'

/** What the system's file dialogs say. */

interface Text { zh: string, en: string }
interface FileType { name: Text, extensions: string[] }

const tenders: FileType = { name: { zh: '招标文件包', en: 'Tender packages' }, extensions: ['etender'] }
const keys: FileType = { name: { zh: '证书文件', en: 'Certificate files' }, extensions: ['p12', 'pfx'] }
const publicCertificates: FileType = { name: { zh: '数字证书', en: 'Certificates' }, extensions: ['cer', 'crt', 'pem', 'der'] }
const ours: FileType = { name: { zh: '封标文件', en: 'SealBid files' }, extensions: ['etender', 'ebid', 'receipt', 'record', 'certification', 'asice'] }
const documents: FileType = { name: { zh: '文档', en: 'Documents' }, extensions: ['pdf', 'png', 'jpg', 'jpeg', 'docx', 'xlsx', 'dwg', 'zip', 'txt', 'csv'] }
const all: FileType = { name: { zh: '所有文件', en: 'All files' }, extensions: ['*'] }

export const purposes: Record<FilePurpose, { title: Text, types: FileType[], several: boolean }> = {
  tender: { title: { zh: '选择招标文件包', en: 'Choose a tender package' }, types: [tenders, all], several: false },
  attachment: { title: { zh: '选择附件', en: 'Choose an attachment' }, types: [all], several: false },
  'tender-document': { title: { zh: '选择招标文件', en: 'Choose tender documents' }, types: [documents, all], several: true },
  certificate: { title: { zh: '选择证书文件', en: 'Choose a certificate file' }, types: [keys, all], several: false },
  'opening-certificate': { title: { zh: '选择开标证书', en: 'Choose an opening certificate' }, types: [publicCertificates, all], several: false },
  verify: { title: { zh: '选择要验证的文件', en: 'Choose a file to verify' }, types: [ours, all], several: false },
}

export const saveTitle: Text = { zh: '保存副本', en: 'Save a copy' }
