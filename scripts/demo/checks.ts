import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DemoFailure } from './sealbid.ts'

/** The commands of VERIFY.md. The demo runs each of them; what stands in the file has been run. */

export interface Check { title: string, commands: string[], expect?: RegExp }

const signatureOf = (file: string): Check => ({
  title: `Signature of ${file} (CAdES) and the digest of every member`,
  commands: [
    `unzip -p ${file} META-INF/signature.p7s > check/signature.p7s`,
    `unzip -p ${file} META-INF/ASiCManifest.xml > check/manifest.xml`,
    'openssl cms -verify -cades -binary -inform DER -in check/signature.p7s -content check/manifest.xml -CAfile pki/ca.pem -out /dev/null',
    // Splits the manifest at its references; names here need no percent-decoding.
    `sed 's/<asic:DataObjectReference/\\n&/g' check/manifest.xml | sed -n 's/.*DataObjectReference URI="\\([^"]*\\)".*<ds:DigestValue>\\([^<]*\\)<.*/\\1 \\2/p' | while read -r name digest || test -n "$name"; do test "$(unzip -p ${file} "$name" | openssl dgst -sha256 -binary | base64)" = "$digest" && echo "$name OK" || { echo "$name FAILED"; exit 1; }; done`,
  ],
  expect: /CAdES Verification successful|CMS Verification successful|Verification successful/,
})

const openPrice: Check = {
  title: 'Envelope `price` of bid-a.ebid: bidder\'s layer, tenderer\'s layer, segments, commitment',
  commands: [
    'unzip -p bid-a.ebid keys/price.p7m > check/price.p7m',
    'openssl cms -decrypt -binary -inform DER -in check/price.p7m -inkey pki/bidder-a-encrypt.key -recip pki/bidder-a-encrypt.pem -out check/price-inner.p7m',
    'openssl cms -decrypt -binary -inform DER -in check/price-inner.p7m -inkey pki/tenderer-encrypt.key -recip pki/tenderer-encrypt.pem -out check/price-key-salt',
    'key=$(head -c 32 check/price-key-salt | od -An -v -tx1 | tr -d " \\n"); id=$(printf price | od -An -v -tx1 | tr -d " \\n"); for n in $(unzip -Z1 bid-a.ebid "segments/price/*" | sort); do unzip -p bid-a.ebid "$n" > check/segment.p7m; openssl cms -decrypt -binary -inform DER -in check/segment.p7m -secretkey "$key" -secretkeyid "$id" -out check/segment && cat check/segment || exit 1; done > check/price.asice',
    'key_check=$( (printf "sealbid/key/1"; tail -c 32 check/price-key-salt; head -c 32 check/price-key-salt) | openssl dgst -sha256 -r | cut -d" " -f1)',
    'unzip -p bid-a.ebid bid.json | grep -q "\\"keyCheck\\":\\"$key_check\\"" && echo "keyCheck OK"',
    'commitment=$( (printf "sealbid/container/1"; tail -c 32 check/price-key-salt; openssl dgst -sha256 -binary check/price.asice) | openssl dgst -sha256 -r | cut -d" " -f1)',
    'unzip -p bid-a.ebid bid.json | grep -q "\\"commitment\\":\\"$commitment\\"" && echo "commitment OK"',
    'unzip -p check/price.asice response.json | head -c 400; echo',
  ],
  expect: /keyCheck OK[\s\S]*commitment OK/,
}

const opener: Check = {
  title: 'The envelope container is signed by the bidder, too',
  commands: signatureOf('check/price.asice').commands,
  expect: /Verification successful/,
}

const capsule: Check = {
  title: 'The capsule opens with its code alone (practice: on a command line the code would be seen by others)',
  commands: ['openssl cms -decrypt -binary -inform DER -in bid-a.capsule -pwri_password "$(cat bid-a.capsule.code)" -out check/capsule.json', 'grep -c sealbid/capsule/1 check/capsule.json'],
  expect: /^1$/m,
}

/** Offsets of signature value and token come from asn1parse: the last OCTET STRING before the unsigned attributes, and what follows the attribute's name. */
const timestamp: Check = {
  title: 'Timestamp of a receipt (RFC 3161): the token in the signature is over the signature value',
  commands: [
    'unzip -p bid-a.receipt META-INF/signature.p7s > check/signature.p7s',
    'openssl asn1parse -inform DER -in check/signature.p7s > check/structure',
    'attribute=$(grep -n "id-smime-aa-timeStampToken" check/structure | cut -d: -f1)',
    'value=$(head -n "$attribute" check/structure | grep "prim: OCTET STRING" | tail -n 1 | cut -d: -f1 | tr -d " ")',
    'token=$(sed -n "$((attribute + 2))p" check/structure | cut -d: -f1 | tr -d " ")',
    // asn1parse writes the value, then complains that it is no ASN.1.
    'openssl asn1parse -inform DER -in check/signature.p7s -strparse "$value" -noout -out check/signature-value >/dev/null 2>&1 || true',
    'openssl asn1parse -inform DER -in check/signature.p7s -strparse "$token" -noout -out check/token',
    'openssl ts -verify -token_in -in check/token -data check/signature-value -CAfile pki/ca.pem',
    'openssl ts -reply -token_in -in check/token -token_out -text | grep "Time stamp"',
  ],
  expect: /Verification: OK/,
}

export const checksFor = (files: readonly string[]): Check[] => [...files.map(signatureOf), openPrice, opener, capsule, timestamp]

/** Runs one check in one shell; answers what it printed. */
function run(out: string, { title, commands, expect }: Check): string {
  const result = spawnSync('sh', ['-c', `set -e\n${commands.join('\n')}`], { cwd: out, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  const printed = `${result.stdout}${result.stderr}`
  if (result.status !== 0 || (expect !== undefined && !expect.test(printed))) throw new DemoFailure(`${title}\n${commands.join('\n')}\n${printed}`)
  return printed.trim()
}

/** Runs all checks and writes VERIFY.md with the commands and what they printed. */
export function verifyWithOtherPrograms(out: string, files: readonly string[]): void {
  const parts = checksFor(files).map((check) => {
    const printed = run(out, check)
    process.stdout.write(`   ✓ ${check.title}\n`)
    return `## ${check.title}\n\n\`\`\`sh\n${check.commands.join('\n')}\n\`\`\`\n\nprinted\n\n\`\`\`\n${printed.slice(0, 3_000)}\n\`\`\`\n`
  })
  writeFileSync(join(out, 'VERIFY.md'), `# Check these files without our program

Everything here is done with \`unzip\` and \`openssl\` (3.0 or newer) in a POSIX shell, in this folder, after \`mkdir -p check\`. The demo ran each command before it wrote this file. Keys on a
command line are for practice only: other processes can see them.

${parts.join('\n')}`)
}
