import { keySigner, type Signer } from '../crypto/sign.ts'
import type { Identity } from './pkcs12.ts'

/** Signer of an identity in memory. Roots stay out of signatures: a reader has its own or does not trust them. */
export const identitySigner = ({ signing, chain }: Identity): Signer =>
  keySigner(signing.certificate, signing.privateKey, chain.filter((each) => !each.subjectDer.equals(each.issuerDer)))
