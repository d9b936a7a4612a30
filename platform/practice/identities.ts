/**
 * Who takes part in a rehearsal. The organisations are made up; their codes stand in the region 320599, which is not assigned, so that no
 * company can hold them. The check characters are right (GB 32100-2015).
 */
export type IdentityName =
  'agency' | 'tenderer' | 'tenderer-backup' | 'bidder-a' | 'bidder-a-backup' | 'bidder-b' | 'platform' | 'certifier'

export interface Identity {
  /** Also the name of its files in the practice folder. */
  readonly name: IdentityName
  /** organizationName of its certificates. */
  readonly organisation: string
  /** 统一社会信用代码: organizationIdentifier (2.5.4.97) of its certificates. */
  readonly id: string
  /** RSA is RSA-2048, EC is P-256; for both of its keys. */
  readonly keyType: 'RSA' | 'EC'
}

const tenderer = { organisation: '苏州市吴越水务发展有限公司', id: '91320599MA1Y8W2K7T', keyType: 'RSA' } as const
const bidderA = { organisation: '江苏太湖建设集团有限公司', id: '913205997149382018', keyType: 'RSA' } as const

export const identities: readonly Identity[] = [
  { name: 'agency', organisation: '苏州诚衡工程咨询有限公司', id: '91320599MA1X3T6P7X', keyType: 'RSA' },
  { name: 'tenderer', ...tenderer },
  { name: 'tenderer-backup', ...tenderer },
  { name: 'bidder-a', ...bidderA },
  { name: 'bidder-a-backup', ...bidderA },
  { name: 'bidder-b', organisation: '常州运河市政工程有限公司', id: '91320599MA20C5R79Q', keyType: 'EC' },
  { name: 'platform', organisation: '江苏练习交易平台运营有限公司', id: '91320599MA21G9H447', keyType: 'RSA' },
  { name: 'certifier', organisation: '华东检测认证中心', id: '91320599MA22L3N60F', keyType: 'RSA' },
]

/** What marks every practice certificate: organizationalUnitName of its subject. */
export const practiceMark = 'PRACTICE 演练'
