import type { Language } from '../../../preload/contract/values.ts'

/** Media types as people call them. */
const names: Record<string, string> = {
  'application/pdf': 'PDF',
  'application/ofd': 'OFD',
  'application/zip': 'ZIP',
  'image/png': 'PNG',
  'image/jpeg': 'JPEG',
  'text/plain': 'TXT',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'DOCX',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'XLSX',
}

export const mediaTypeNames = (types: readonly string[], language: Language): string =>
  types.map((type) => names[type] ?? type).join(language === 'zh' ? '、' : ', ')
