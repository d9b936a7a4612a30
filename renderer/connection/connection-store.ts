import { create } from 'zustand'
import { PlatformClient } from '../../interface/client.ts'
import { Refusal } from '../../interface/errors.ts'
import { logIn, type Parties } from '../../interface/flows.ts'
import type { Party } from '../../interface/schemas/common.ts'
import type { PlatformView } from '../../preload/contract/platforms.ts'
import { sealbid } from '../bridge.ts'
import { useCertificates } from '../certificates/certificates-store.ts'
import { asProblem, type Problem } from '../problem.ts'
import { usePlatformClock } from './clock-store.ts'
import { ensureCertified } from './platforms-store.ts'
import { trustedSide } from './trusted-side.ts'

/** One identity, logged in at one certified platform. */
export interface Connection extends Parties {
  platform: PlatformView
  /** Id of the certificate that logged in. */
  certificate: string
  holder: Party
  /** Opaque token of the connection; main knows what it stands for. */
  token: string
}

interface ConnectionStore {
  current: Connection | null
  /** Origin to which a connection is being made; null otherwise. */
  busy: string | null
  problem: Problem | null
  connect(origin: string, certificateId: string): Promise<Connection>
  disconnect(): Promise<void>
}

/** A platform's session may last 30 minutes; it is renewed before. */
const renewAfter = 20 * 60 * 1000
let loggedInAt = 0

async function open(origin: string, certificate: string): Promise<Connection> {
  await ensureCertified(origin)
  const { connection: token, platform, holder } = await sealbid.connections.open({ origin, certificate })
  const connection: Connection = { client: new PlatformClient(origin), side: trustedSide(token), platform, certificate, holder, token }
  try {
    const { ahead, uncertainty } = await usePlatformClock.getState().sync(connection.client)
    connection.side.journal('clock-sample', { origin, ahead: Math.round(ahead), uncertainty })
    await logIn(connection)
  } catch (error) {
    await sealbid.connections.close({ connection: token }).catch(() => undefined)
    throw error
  }
  loggedInAt = Date.now()
  return connection
}

export const useConnection = create<ConnectionStore>((set, get) => ({
  current: null,
  busy: null,
  problem: null,
  async connect(origin, certificateId) {
    await get().disconnect()
    set({ busy: origin, problem: null })
    try {
      const current = await open(origin, certificateId)
      set({ current })
      return current
    } catch (error) {
      set({ problem: asProblem(error) })
      throw error
    } finally {
      set({ busy: null })
    }
  },
  async disconnect() {
    const { current } = get()
    if (current === null) return
    set({ current: null, problem: null })
    await sealbid.connections.close({ connection: current.token }).catch(() => undefined)
  },
}))

/** Once for several callers: two screens that ask at the same time share one login. */
let pending: { key: string, promise: Promise<Connection> } | null = null

async function establish(origin: string, certificate: string): Promise<Connection> {
  const { current, connect } = useConnection.getState()
  if (current !== null && current.platform.origin === origin && current.certificate === certificate) {
    if (Date.now() - loggedInAt > renewAfter) await renew(current)
    return current
  }
  return connect(origin, certificate)
}

async function renew(connection: Connection): Promise<void> {
  await logIn(connection)
  loggedInAt = Date.now()
}

/**
 * The connection of the current identity to this platform: the one there is, or a new one, after certification where it is needed.
 * Refusals: key-missing (no certificate was imported), platform-unreachable, platform-uncertified, password-wrong, cancelled, …
 */
export async function ensureConnection(origin: string): Promise<Connection> {
  const certificate = useCertificates.getState().current?.id
  if (certificate === undefined) throw new Refusal('key-missing')
  const key = `${certificate} ${origin}`
  if (pending?.key === key) return pending.promise
  const promise = establish(origin, certificate).finally(() => { if (pending?.promise === promise) pending = null })
  pending = { key, promise }
  return promise
}

/**
 * Runs with a connection to this platform. Where its session or its token has ended meanwhile, it is made again and the work runs once more:
 * nothing had taken effect then.
 */
export async function withConnection<T>(origin: string, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await ensureConnection(origin)
  try {
    return await work(connection)
  } catch (error) {
    const code = error instanceof Refusal ? error.code : null
    if (code === 'not-signed-in') {
      await renew(connection)
      return work(connection)
    }
    if (code !== 'token-unknown') throw error
    await useConnection.getState().disconnect()
    return work(await ensureConnection(origin))
  }
}

/**
 * A connection is one identity's: it ends when another is chosen, so that no screen asks for the other's password by itself, and with its
 * certificate, when main has ended its side.
 */
export const followConnection = (): (() => void) => useCertificates.subscribe(({ current: identity, loaded }) => {
  const { current, disconnect } = useConnection.getState()
  if (loaded && current !== null && identity?.id !== current.certificate) void disconnect()
})
