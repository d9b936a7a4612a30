import { app, files, jobs } from './app.ts'
import { certificates, practice } from './certificates.ts'
import { definitions } from './definitions.ts'
import { bids, drafts } from './drafts.ts'
import type { Events } from './events.ts'
import { receipts, records } from './evidence.ts'
import { connections, platforms } from './platforms.ts'
import { tenders } from './tenders.ts'
import type { InputOf, OutputOf, ParsedInputOf, Result } from './verb.ts'

/**
 * The whole border. Preload, renderer and router derive their channels and types from this one object; there is no other list. A channel is
 * `area.verb`.
 */
export const contract = {
  ...app, ...files, ...jobs, ...certificates, ...practice, ...platforms, ...connections, ...tenders, ...drafts, ...bids, ...receipts, ...records, ...definitions,
}

export type Contract = typeof contract
export type Channel = keyof Contract
export const channels = Object.keys(contract) as Channel[]

export type Input<C extends Channel> = ParsedInputOf<Contract[C]>
export type Output<C extends Channel> = OutputOf<Contract[C]>

/** Main's side: one handler for each channel. `sender` identifies the frame that asks. */
export type Handlers = { [C in Channel]: (input: Input<C>, sender: Sender) => Promise<Output<C>> }
export interface Sender { frame: string }

type Area = Channel extends `${infer A}.${string}` ? A : never
type VerbsOf<A extends Area> = { [C in Channel as C extends `${A}.${infer V}` ? V : never]: AskOf<C> }
type AskOf<C extends Channel> = C extends 'files.dropped'
  ? (file: object) => Promise<Result<Output<C>>>
  : Record<never, never> extends InputOf<Contract[C]>
    ? (input?: InputOf<Contract[C]>) => Promise<Result<Output<C>>>
    : (input: InputOf<Contract[C]>) => Promise<Result<Output<C>>>

/** What the preload puts on `window.sealbid`: one function for each verb, and one for each event that answers how to stop listening. */
export type Bridge = { [A in Area]: VerbsOf<A> } & { on: { [E in keyof Events]: (listener: (event: Events[E]) => void) => () => void } }

/** Name under which the preload exposes it. */
export const bridgeName = 'sealbid'

/** IPC channel names, so that nothing else of Electron's or ours can be meant. */
export const verbChannel = (channel: Channel): string => `sealbid:verb:${channel}`
export const eventChannel = (event: keyof Events): string => `sealbid:event:${event}`

export type { Problem, Result, Verb } from './verb.ts'
export type { EventName, Events } from './events.ts'
export { eventNames } from './events.ts'
