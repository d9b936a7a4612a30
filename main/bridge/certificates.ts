import { readFile, stat } from 'node:fs/promises'
import { Refusal } from '../../interface/errors.ts'
import type { CertificateView } from '../../preload/contract/certificates.ts'
import type { Warning } from '../../preload/prompt-contract.ts'
import { readSealedHead } from '../bid/sealed-head.ts'
import { maxPkcs12Bytes, openPkcs12 } from '../certificates/pkcs12.ts'
import { asRefusal } from '../container/files.ts'
import { keyFileId, type KeyFile } from '../drafts/key-files.ts'
import { certificateView } from './certificate-view.ts'
import type { AreaHandlers, BridgeContext } from './context.ts'
import { certificateFacts } from './keys.ts'

type Parts = Pick<BridgeContext, 'workspace' | 'keys'>

/** Imports a .p12 whole, once its password is known. Refusals: password-wrong, key-file-unreadable, practice-certificate, cancelled, … */
export async function importKeyFile({ workspace, keys }: Parts, path: string, name: string): Promise<CertificateView> {
  const { size } = await stat(path).catch((error: unknown) => { throw asRefusal(error, path) })
  if (size > maxPkcs12Bytes) throw new Refusal('key-file-unreadable', `larger than ${maxPkcs12Bytes} bytes`)
  const bytes = await readFile(path).catch((error: unknown) => { throw asRefusal(error, path) })
  const id = keyFileId(bytes)
  const identity = await keys.import(id, name, (password) => openPkcs12(bytes, password))
  const isPractice = identity.signing.certificate.isPractice || identity.encryption.certificate.isPractice
  if (isPractice && workspace.context.trust.profile === 'production') throw new Refusal('practice-certificate', identity.signing.certificate.subject)
  const file = await workspace.keyFiles.add(bytes, name, identity)
  keys.remember(id, identity)
  return certificateView(file, true, workspace.context)
}

/** Whether a bid of this workspace is closed to this certificate. */
async function isNeeded({ encryption }: KeyFile, { workspace }: Parts): Promise<boolean> {
  for (const sealed of workspace.sealed.list()) {
    const head = await readSealedHead(sealed)
    const openers = head?.bid.envelopes.flatMap(({ openedBy }) => openedBy.bidder) ?? []
    if (openers.some((each) => each.issuer === encryption.issuer && each.serial === encryption.serial)) return true
  }
  return false
}

export function certificatesHandlers(context: BridgeContext): AreaHandlers<'certificates'> {
  const { workspace, keys, files, connections, desktop } = context
  const view = (file: KeyFile): Promise<CertificateView> => certificateView(file, keys.isOpen(file.id), workspace.context)
  return {
    'certificates.list': () => Promise.all(workspace.keyFiles.list().map(view)),
    'certificates.import': ({ file }, sender) => {
      const { path, name } = files.get(file, sender)
      return importKeyFile(context, path, name)
    },
    'certificates.unlock': async ({ certificate }) => {
      await keys.unlock(certificate)
      return view(workspace.keyFiles.get(certificate))
    },
    'certificates.lock': async ({ certificate }) => {
      const file = workspace.keyFiles.get(certificate)
      keys.lock(certificate)
      return view(file)
    },
    'certificates.remove': async ({ certificate }) => {
      const file = workspace.keyFiles.get(certificate)
      const warnings: Warning[] = file.signing.isPractice ? ['practice'] : []
      if (await isNeeded(file, context)) warnings.push('bids-need-it')
      await keys.confirmOnly({ act: 'remove-certificate', facts: [{ label: 'file', value: file.name, type: 'text' }, ...certificateFacts(file)], warnings })
      keys.lock(certificate)
      connections.endWhere((each) => each.certificate.id === certificate)
      workspace.keyFiles.remove(certificate)
      desktop.emit('certificates', null)
      return null
    },
  }
}
