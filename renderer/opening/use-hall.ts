import { useEffect, useState } from 'react'
import type { Party } from '../../interface/schemas/common.ts'
import type { TenderView } from '../../preload/contract/tenders.ts'
import { sealbid } from '../bridge.ts'
import { useCertificates } from '../certificates/certificates-store.ts'
import { useConnection } from '../connection/connection-store.ts'
import { actsOf, type Act } from './acts.ts'
import { useClosing } from './closing-store.ts'
import { placeOf, useHall } from './hall-store.ts'
import { useRecord } from './record-store.ts'
import { rolesOf, type Role } from './roles.ts'

/** Keeps the hall's stores going while it is on screen. */
export function useHallOnScreen(digest: string, lot: string): void {
  const { tender, state } = useHall()
  const connection = useConnectionHere(tender)
  useEffect(() => {
    useClosing.getState().reset()
    return useHall.getState().enter(digest, lot)
  }, [digest, lot])
  useEffect(() => {
    if (tender !== null) void useRecord.getState().open(placeOf(tender, lot))
  }, [tender, lot])
  useEffect(() => {
    if (tender !== null && state !== null) void useRecord.getState().follow(tender.platform.origin, state)
  }, [tender, state])
  useEffect(() => {
    if (tender !== null && state !== null && connection !== null) void useClosing.getState().check(connection, placeOf(tender, lot), state)
  }, [tender, lot, state, connection])
}

/** The connection to the hall's platform, if it is of the identity that works. */
export function useConnectionHere(tender: TenderView | null) {
  const connection = useConnection(({ current }) => current)
  const certificate = useCertificates(({ current }) => current?.id)
  return connection !== null && connection.platform.origin === tender?.platform.origin && connection.certificate === certificate ? connection : null
}

export interface Me {
  holder: Party | null
  isConnected: boolean
  roles: Role[]
}

/** Who works here and in which roles. Whether a bid was submitted is the platform's word where it was asked, else that of the receipts kept here. */
export function useMe(tender: TenderView, lot: string): Me {
  const holder = useCertificates(({ current }) => current?.holder ?? null)
  const own = useHall(({ state }) => state?.own ?? null)
  const isConnected = useConnectionHere(tender) !== null
  const hasReceipt = useReceipt(tender.id, lot, holder?.id ?? null)
  const submitted = (isConnected && own !== null) || hasReceipt
  return { holder, isConnected, roles: holder === null ? [] : rolesOf(tender.tender, holder.id, submitted) }
}

/** Acts of who works here; none before the platform has answered this identity. */
export function useActs(tender: TenderView, { holder, roles, isConnected }: Me): Act[] {
  const state = useHall(({ state }) => state)
  return state === null || holder === null || !isConnected ? [] : actsOf(state, tender.tender, holder.id, roles)
}

function useReceipt(tender: string, lot: string, holder: string | null): boolean {
  const [found, setFound] = useState(false)
  useEffect(() => {
    let isGone = false
    const look = async (): Promise<boolean> => {
      const last = (await sealbid.receipts.list({ tender, lot })).findLast((each) => each.holder === holder && each.bidDigest !== null)
      return last !== undefined && last.type !== 'withdraw'
    }
    const show = async (): Promise<void> => {
      const has = await look().catch(() => false)
      if (!isGone) setFound(has)
    }
    void show()
    return () => { isGone = true }
  }, [tender, lot, holder])
  return found
}
