import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mustOpenssl } from '../../../support/openssl.ts'

/** Certificates, lists and key files by the real `openssl`, in a folder of their own. */
export class Workshop {
  readonly dir = mkdtempSync(join(tmpdir(), 'sealbid-certificates-'))
  private count = 0

  close(): void {
    rmSync(this.dir, { recursive: true, force: true })
  }

  run(...args: string[]): string {
    return mustOpenssl(args, { cwd: this.dir }).toString()
  }

  path(name: string): string {
    return join(this.dir, name)
  }

  read(name: string): Buffer {
    return readFileSync(this.path(name))
  }

  /** Makes `<name>.key`. */
  key(name: string, kind: 'rsa' | 'ec' | 'rsa1024' | 'p384' = 'ec'): void {
    const args = {
      rsa: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
      rsa1024: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:1024'],
      ec: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
      p384: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'],
    }[kind]
    this.run('genpkey', ...args, '-out', `${name}.key`)
  }

  /** Makes `<name>.pem` (and its key, unless there is one), signed by `issuer` or by itself; valid from now for 1000 days. */
  issue(name: string, options: IssueOptions = {}): Buffer {
    const { key = name, kind, issuer, subject = `/C=CN/O=${name}/CN=${name}`, extensions = [], serial, sign = [] } = options
    if (!this.has(`${key}.key`)) this.key(key, kind)
    writeFileSync(this.path('extensions.cnf'), ['[ext]', ...extensions].join('\n'))
    this.run('req', '-new', '-utf8', '-key', `${key}.key`, '-subj', subject, '-out', 'request.csr', '-batch')
    const by = issuer ? ['-CA', `${issuer}.pem`, '-CAkey', `${options.issuerKey ?? issuer}.key`] : ['-signkey', `${key}.key`]
    this.run('x509', '-req', '-in', 'request.csr', '-out', `${name}.pem`, '-days', '1000', '-set_serial', serial ?? String(1000 + this.count++),
      '-extfile', 'extensions.cnf', '-extensions', 'ext', ...by, ...sign)
    return this.read(`${name}.pem`)
  }

  private has(name: string): boolean {
    try {
      return this.read(name).length > 0
    } catch {
      return false
    }
  }

  /** A list of `issuer`; dates are `YYMMDDHHMMSSZ`. */
  crl(issuer: string, options: CrlOptions = {}): string {
    const { revoked = [], from = '200101000000Z', to = '400101000000Z', extensions = [], key = issuer } = options
    writeFileSync(this.path('index.txt'), revoked.map(([serial, date]) => `R\t400101000000Z\t${date}\t${serial.toUpperCase()}\tunknown\t/CN=x\n`).join(''))
    const config = ['[ca]', 'default_ca=c', '[c]', 'database=index.txt', 'default_md=sha256', '[ext]', 'authorityKeyIdentifier=keyid', ...extensions]
    writeFileSync(this.path('ca.cnf'), config.join('\n'))
    this.run('ca', '-config', 'ca.cnf', '-gencrl', '-cert', `${issuer}.pem`, '-keyfile', `${key}.key`, '-crlexts', 'ext',
      '-crl_lastupdate', from, '-crl_nextupdate', to, '-out', 'list.crl')
    return this.read('list.crl').toString()
  }

  /** A .p12 with the named certificates and their keys (`chain`: certificates without key). */
  pkcs12(pairs: string[], options: Pkcs12Options = {}): Buffer {
    const { password = 'geheim 密码', chain = [], args = [], keys = pairs } = options
    writeFileSync(this.path('all.pem'), [...pairs, ...chain].map((name) => this.read(`${name}.pem`).toString()).join('\n'))
    writeFileSync(this.path('keys.pem'), keys.map((name) => this.read(`${name}.key`).toString()).join('\n'))
    writeFileSync(this.path('password'), `${password}\n`)
    this.run('pkcs12', '-export', '-in', 'all.pem', '-inkey', 'keys.pem', '-passout', 'file:password', '-out', 'out.p12', ...args)
    return this.read('out.p12')
  }
}

export interface IssueOptions {
  key?: string
  kind?: 'rsa' | 'ec' | 'rsa1024' | 'p384'
  issuer?: string
  issuerKey?: string
  subject?: string
  extensions?: string[]
  serial?: string
  /** Further arguments of `openssl x509`. */
  sign?: string[]
}

export interface CrlOptions { revoked?: [serial: string, date: string][], from?: string, to?: string, extensions?: string[], key?: string }

export interface Pkcs12Options { password?: string, chain?: string[], args?: string[], keys?: string[] }

export const authority = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign', 'subjectKeyIdentifier=hash']
export const signer = ['keyUsage=critical,digitalSignature,nonRepudiation']
export const encrypter = ['keyUsage=critical,keyEncipherment,dataEncipherment,keyAgreement']
