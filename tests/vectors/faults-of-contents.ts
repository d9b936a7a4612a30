import { canonical } from '../../interface/canonical.ts'
import { octetString } from '../../main/crypto/der.ts'
import { oids } from '../../main/crypto/oids.ts'
import { certificateIn } from '../support/desk.ts'
import { jsonMember, roughManifest, type Reference, type RoughContainer } from '../support/rough-container.ts'
import { attribute, type RoughSignature } from '../support/rough-signature.ts'
import type { Parts } from './parts.ts'

/** Faults of manifest, signature and JSON, by file name. */

const sha1Uri = 'http://www.w3.org/2000/09/xmldsig#sha1'

export function manifestFaults(parts: Parts): Record<string, Buffer> {
  const bid = (references: (all: Reference[]) => Reference[]): Buffer => parts.bidLike({ references })
  const receiptBytes = canonical(parts.receipt)
  const manifest = (text: (sound: string) => string): Buffer =>
    parts.receiptLike({ manifest: Buffer.from(text(roughManifest([{ name: 'receipt.json', bytes: receiptBytes }]).toString())) })
  const afterDeclaration = (inserted: string) => (sound: string): string => sound.replace('?>\n', `?>\n${inserted}`)
  return {
    'fail_manifest-coverage_uncovered-member.ebid': bid((all) => all.slice(0, -1)),
    'fail_manifest-coverage_covered-twice.ebid': bid((all) => [...all, all.at(-1)!]),
    'fail_manifest-coverage_member-that-is-not-there.ebid': bid((all) => [...all, { name: 'keys/other.p7m', bytes: Buffer.from('x') }]),
    'fail_manifest-coverage_covers-itself.receipt': parts.receiptLike({
      references: (all) => [...all, { name: 'META-INF/signature.p7s', bytes: Buffer.from('x') }],
    }),
    'fail_manifest-coverage_uncovered-document.etender': parts.tenderWith('notice.txt', { references: (all) => all.slice(0, 1) }),
    'fail_container-form_manifest-order.ebid': bid((all) => [...all.slice(0, -2), all.at(-1)!, all.at(-2)!]),
    'fail_container-form_manifest-spelling.receipt': manifest((sound) => sound.replace('"/><ds:DigestValue>', '" /><ds:DigestValue>')),
    'fail_container-form_manifest-comment.receipt': manifest(afterDeclaration('<!-- x -->')),
    'fail_digest-algorithm_sha1.ebid': bid((all) => all.map((each, index) => index === 0 ? { ...each, algorithm: sha1Uri, digest: Buffer.alloc(20) } : each)),
    'fail_digest-algorithm_sha1.etender': parts.tenderWith('notice.txt', {
      references: (all) => all.map((each) => ({ ...each, algorithm: sha1Uri, digest: Buffer.alloc(20) })),
    }),
    'fail_digest-mismatch_other-digest.ebid': bid((all) => all.map((each, index) => index === 1 ? { ...each, digest: Buffer.alloc(32) } : each)),
    'fail_manifest-invalid_dtd.receipt': manifest(afterDeclaration('<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">')),
    'fail_manifest-invalid_entity.etender': parts.tenderWith('notice.txt', {
      manifest: roughManifest([], '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'),
    }),
    'fail_manifest-invalid_entity-of-nobody.receipt': manifest((sound) => sound.replace('<ds:DigestValue>', '<ds:DigestValue>&x;')),
    'fail_manifest-invalid_processing-instruction.receipt': manifest(afterDeclaration('<?x y?>')),
    'fail_manifest-invalid_cdata.receipt': manifest((sound) => sound.replace('<ds:DigestValue>', '<ds:DigestValue><![CDATA[]]>')),
    'fail_manifest-invalid_not-utf8.receipt': parts.receiptLike({
      manifest: Buffer.concat([roughManifest([{ name: 'receipt.json', bytes: receiptBytes }]), Buffer.from([0xff])]),
    }),
    'fail_manifest-invalid_other-namespace.receipt': manifest((sound) => sound.replace('02918/v1.2.1#', '02918/v1.1.1#')),
    'fail_manifest-invalid_short-digest.receipt': parts.receiptLike({ references: (all) => all.map((each) => ({ ...each, digest: Buffer.alloc(16) })) }),
  }
}

export async function signatureFaults(parts: Parts): Promise<Record<string, Buffer>> {
  const [platform, bidder, encryption] = await Promise.all([parts.keys('platform'), parts.keys('bidder-b'), parts.keys('bidder-a', 'encryption')])
  const receipt = (signature: Partial<RoughSignature>, more: Partial<RoughContainer> = {}): Buffer => parts.receiptLike({ ...more, signature })
  const root = certificateIn(parts.practice, 'ca')
  const otherToken = await parts.stamp(Buffer.from('other bytes'))
  return {
    'fail_signature-form_no-signing-certificate.receipt': receipt({ named: null }),
    'fail_signature-form_content-inside.receipt': receipt({ attached: true }),
    'fail_signature-form_foreign-certificate.receipt': receipt({ certificates: [platform.certificate.der, bidder.certificate.der].sort(Buffer.compare) }),
    'fail_signature-form_root-certificate.receipt': receipt({ certificates: [platform.certificate.der, root.der].sort(Buffer.compare) }),
    'fail_signature-form_attribute-order.receipt': receipt({ attributes: (standard) => standard.toReversed() }),
    'fail_signature-form_unsigned-attribute.receipt': receipt({ unsigned: () => [attribute('1.2.840.113549.1.9.16.2.4', octetString(Buffer.from('x')))] }),
    'fail_signature-form_two-signers.receipt': receipt({ signers: (own) => [own, own] }),
    'fail_signature-form_not-der.receipt': receipt({}, {
      members: (all) => [...all.slice(0, -1), { name: 'META-INF/signature.p7s', bytes: Buffer.concat([all.at(-1)!.bytes, Buffer.from([0])]) }],
    }),
    'fail_signer-certificate_not-in-signed-attributes.ebid': parts.bidLike({ signature: { named: bidder.certificate } }),
    'fail_signer-certificate_certificate-missing.receipt': receipt({ certificates: [bidder.certificate.der] }),
    'fail_signature-invalid_other-content.ebid': parts.bidLike({ signature: { content: Buffer.from('x') } }),
    'fail_signature-invalid_other-key.receipt': receipt({ key: encryption.key }),
    'fail_key-usage_encryption-certificate.ebid': parts.bidLike(encryption),
    'fail_timestamp-invalid_other-bytes.receipt': receipt({ unsigned: () => [attribute(oids.signatureTimeStampToken, otherToken)] }),
    'fail_timestamp-invalid_not-a-token.receipt': receipt({ unsigned: () => [attribute(oids.signatureTimeStampToken, octetString(Buffer.from('x')))] }),
  }
}

export function jsonFaults(parts: Parts): Record<string, Buffer> {
  const receipt = (text: string | Uint8Array): Buffer => parts.receiptLike({ payload: [{ name: 'receipt.json', bytes: Buffer.from(text) }] })
  const sound = Buffer.from(canonical(parts.receipt)).toString()
  return {
    'fail_container-form_json-with-spaces.receipt': receipt(sound.replace('{', '{ ')),
    'fail_container-form_json-with-line-break.receipt': receipt(`${sound}\n`),
    'fail_container-form_json-member-order.receipt': receipt(sound.replace(/"nonce":"(A+)",(.*)\}$/, '$2,"nonce":"$1"}')),
    'fail_container-form_duplicate-json-key.receipt': receipt(sound.replace('{', '{"sequence":7,')),
    'fail_container-form_number-spelling.receipt': receipt(sound.replace('"sequence":0', '"sequence":0.0')),
    'fail_container-form_lone-surrogate.receipt': receipt(sound.replace('练习平台', '\\ud800')),
    'fail_container-form_needless-escape.receipt': receipt(sound.replace('练习平台', '\\u7ec3\\u4e60平台')),
    'fail_bad-input_unknown-member.receipt': receipt(canonical({ ...parts.receipt, extra: 1 })),
    'fail_bad-input_number-overflow.receipt': receipt(sound.replace('"sequence":0', '"sequence":1e999')),
    'fail_bad-input_not-utf8.receipt': receipt(Buffer.concat([Buffer.from(sound), Buffer.from([0xff])])),
    'fail_bad-input_byte-order-mark.receipt': receipt(`\ufeff${sound}`),
    'fail_bad-input_not-json.receipt': receipt('{'),
    'fail_bad-input_nested-deep.receipt': receipt('['.repeat(10_000) + ']'.repeat(10_000)),
    'fail_tender-invalid_other-document.etender': parts.tenderWith('notice.txt', {}, Buffer.from('other\n')),
    'fail_tender-invalid_unknown-member.etender': parts.tenderWith('notice.txt', { payload: [jsonMember('tender.json', { ...parts.tender, extra: 1 })] }),
  }
}
