import type { FileReport } from '../../preload/contract/app.ts'

/** How to check a file without this program: `unzip`, `openssl` 3 and bash (docs/formats.md). Tests run these very commands. */

export type CommandGroup = 'digest' | 'signature' | 'members' | 'timestamp' | 'content' | 'key'
export interface Commands { group: CommandGroup, lines: string[] }

const quote = (name: string): string => /^[\w.-]+$/.test(name) && !name.startsWith('-') ? name : `'./${name.replaceAll("'", String.raw`'\''`)}'`

const mainMember = { tender: 'tender.json', bid: 'bid.json', receipt: 'receipt.json', record: 'record.json', certification: 'certification.json', envelope: 'response.json' } as const

const signature = (file: string): string[] => [
  'mkdir -p check',
  `unzip -p ${file} META-INF/signature.p7s > check/signature.p7s`,
  `unzip -p ${file} META-INF/ASiCManifest.xml > check/manifest.xml`,
  'openssl cms -verify -cades -binary -inform DER -in check/signature.p7s -content check/manifest.xml -CAfile ca.pem -out /dev/null',
]

/** Each reference of the manifest as `name digest`; the last line has no line break. */
const references = String.raw`sed 's/<asic:DataObjectReference/\n&/g' check/manifest.xml | sed -n 's/.*DataObjectReference URI="\([^"]*\)".*<ds:DigestValue>\([^<]*\)<.*/\1 \2/p' |`

/** Files whose members have names of our own making, so that each can be read by its name. */
const membersByName = (file: string): string[] => [
  references,
  '  while read -r name digest || test -n "$name"; do',
  `    test "$(unzip -p ${file} "$name" | openssl dgst -sha256 -binary | base64)" = "$digest" && echo "$name OK" || echo "$name FAILED"; done`,
]

/** Names that people gave: unzip 6 spells those that are not ASCII as it likes, so members are found by their digests; the manifest percent-encodes. */
const membersByDigest = (file: string): string[] => [
  `rm -rf check/members; unzip -qq ${file} -d check/members`,
  'find check/members -type f -exec openssl dgst -sha256 -r {} + > check/digests',
  references,
  String.raw`  while read -r uri digest || test -n "$uri"; do name=$(printf '%b' "$(printf %s "$uri" | sed 's/%/\\x/g')")`,
  String.raw`    hex=$(printf %s "$digest" | base64 -d | od -An -v -tx1 | tr -d ' \n'); grep -q "^$hex" check/digests && echo "$name OK" || echo "$name FAILED"; done`,
]

/** The signature's value is the last OCTET STRING before the unsigned attributes; the token follows the attribute's name. */
const timestamp: string[] = [
  'openssl asn1parse -inform DER -in check/signature.p7s > check/structure',
  'attribute=$(grep -n "id-smime-aa-timeStampToken" check/structure | cut -d: -f1)',
  'value=$(head -n "$attribute" check/structure | grep "prim: OCTET STRING" | tail -n 1 | cut -d: -f1 | tr -d " ")',
  'token=$(sed -n "$((attribute + 2))p" check/structure | cut -d: -f1 | tr -d " ")',
  'openssl asn1parse -inform DER -in check/signature.p7s -strparse "$value" -noout -out check/signature-value > /dev/null 2>&1',
  'openssl asn1parse -inform DER -in check/signature.p7s -strparse "$token" -noout -out check/token',
  'openssl ts -verify -token_in -in check/token -data check/signature-value -CAfile ca.pem',
  'openssl ts -reply -token_in -in check/token -token_out -text | grep "Time stamp"',
]

const keys = (file: string): string[] => [
  `for name in $(unzip -Z1 ${file} 'keys/*'); do unzip -p ${file} "$name" > check/key.p7m`,
  '  openssl cms -decrypt -binary -inform DER -in check/key.p7m -inkey encrypt.key -recip encrypt.pem -out check/key && echo "$name OK"; done',
]

type Kind = NonNullable<FileReport['kind']>
const endings: Record<string, Kind> = { etender: 'tender', ebid: 'bid', receipt: 'receipt', record: 'record', certification: 'certification', asice: 'envelope' }

/** No container at all: there is nothing to check but the digest. */
export const isForeign = ({ kind, verdict }: Pick<FileReport, 'kind' | 'verdict'>): boolean => kind === null && verdict.parts.some((each) => each.code === 'not-a-container')

/** Commands for this file. One that is damaged goes by its name, so that others can see the damage, too. */
export function commandsFor(report: Pick<FileReport, 'name' | 'kind' | 'verdict'>): Commands[] {
  const { name, verdict } = report
  const kind = report.kind ?? (isForeign(report) ? null : endings[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? null)
  const file = quote(name)
  const digest: Commands = { group: 'digest', lines: [`openssl dgst -sha256 ${file}`] }
  if (kind === null) return [digest]
  return [
    digest,
    { group: 'signature', lines: signature(file) },
    { group: 'members', lines: kind === 'tender' || kind === 'envelope' ? membersByDigest(file) : membersByName(file) },
    ...(verdict.stampedAt === null ? [] : [{ group: 'timestamp' as const, lines: timestamp }]),
    { group: 'content', lines: [`unzip -p ${file} ${mainMember[kind]}`] },
    ...(kind === 'bid' ? [{ group: 'key' as const, lines: keys(file) }] : []),
  ]
}
