/** How a media type shows in a file: endings of the name, and the first bytes where the format has fixed ones. */
interface Signs { endings: readonly string[], magic?: Buffer }

const zip = Buffer.from('PK\u0003\u0004', 'latin1')
const compoundFile = Buffer.from('d0cf11e0a1b11ae1', 'hex')
const openXml = 'application/vnd.openxmlformats-officedocument'

const known: Record<string, Signs> = {
  'application/pdf': { endings: ['pdf'], magic: Buffer.from('%PDF-') },
  'application/ofd': { endings: ['ofd'], magic: zip },
  'application/zip': { endings: ['zip'], magic: zip },
  'image/png': { endings: ['png'], magic: Buffer.from('89504e470d0a1a0a', 'hex') },
  'image/jpeg': { endings: ['jpg', 'jpeg'], magic: Buffer.from('ffd8ff', 'hex') },
  [`${openXml}.wordprocessingml.document`]: { endings: ['docx'], magic: zip },
  [`${openXml}.spreadsheetml.sheet`]: { endings: ['xlsx'], magic: zip },
  'application/msword': { endings: ['doc'], magic: compoundFile },
  'application/vnd.ms-excel': { endings: ['xls'], magic: compoundFile },
  'application/xml': { endings: ['xml'] },
  'text/xml': { endings: ['xml'] },
  'text/plain': { endings: ['txt'] },
  'text/csv': { endings: ['csv'] },
}

/** Longest magic number above. */
export const headBytes = 8

/**
 * Whether a file is of one of these types, by its name's ending and its first bytes together.
 * `unchecked`: a type that is not known here is accepted too, and the ending does not show that the file is of another one.
 */
export function judgeType(name: string, head: Buffer, accepted: readonly string[]): 'accepted' | 'refused' | 'unchecked' {
  const ending = name.includes('.') ? name.split('.').at(-1)?.toLowerCase() ?? '' : ''
  for (const type of accepted) {
    const signs = known[type]
    if (signs === undefined || !signs.endings.includes(ending)) continue
    if (signs.magic === undefined || head.subarray(0, signs.magic.length).equals(signs.magic)) return 'accepted'
  }
  const isKnownEnding = Object.values(known).some((signs) => signs.endings.includes(ending))
  return accepted.every((type) => Object.hasOwn(known, type)) || isKnownEnding ? 'refused' : 'unchecked'
}
