import type { DraftBrief } from '../../preload/contract/drafts.ts'
import type { ProjectStep } from '../shell/navigation.ts'

/** How far a project has come, step by step. Main judged everything that is used here; this only arranges it for the eye. */

export interface StepView {
  step: ProjectStep
  state: 'done' | 'open' | 'attention' | 'blocked'
  /** Why it is so: a key below `step.reason` of the texts. */
  reason: StepReason
  count: number
}

export type StepReason =
  | 'read' | 'complete' | 'missing' | 'nothing-missing' | 'sealed' | 'sealed-not-tried' | 'changed-since' | 'ready-to-seal' | 'not-sealed'
  | 'submitted' | 'older-submitted' | 'withdrawn' | 'ready-to-submit' | 'deadline-passed' | 'before-opening' | 'nothing-submitted' | 'opening' | 'superseded'

const isSubmitted = (draft: DraftBrief): boolean => draft.receipt !== null && draft.receipt.type !== 'withdraw'

type View = Omit<StepView, 'step'>

const view = (state: StepView['state'], reason: StepReason, count = 0): View => ({ state, reason, count })

/** What is for a version that an addendum has replaced takes no part in the opening. */
const isSuperseded = ({ tender }: DraftBrief): boolean => tender.newest !== tender.digest

function sealView(draft: DraftBrief): View {
  const { sealed, errors } = draft
  if (sealed !== null && isSuperseded(draft)) return view('attention', 'superseded')
  if (sealed !== null && !sealed.current) return view('attention', 'changed-since')
  if (sealed !== null) return sealed.tried ? view('done', 'sealed') : view('attention', 'sealed-not-tried')
  return errors > 0 ? view('blocked', 'missing', errors) : view('open', 'ready-to-seal')
}

function submitView(draft: DraftBrief, isLate: boolean): View {
  const { sealed, receipt } = draft
  if (isSubmitted(draft) && isSuperseded(draft)) return view('attention', 'superseded')
  if (isSubmitted(draft)) return receipt?.bidDigest === sealed?.digest ? view('done', 'submitted') : view('attention', 'older-submitted')
  if (isLate) return view('blocked', 'deadline-passed')
  if (receipt?.type === 'withdraw') return view('open', 'withdrawn')
  return sealed === null ? view('blocked', 'not-sealed') : view('open', 'ready-to-submit')
}

function openView(draft: DraftBrief, isLate: boolean): View {
  if (!isLate) return view('blocked', 'before-opening')
  return isSubmitted(draft) ? view('open', 'opening') : view('blocked', 'nothing-submitted')
}

/** In the order of the path. */
const views: Record<ProjectStep, (draft: DraftBrief, isLate: boolean) => View> = {
  read: () => view('done', 'read'),
  draft: ({ errors }) => errors === 0 ? view('done', 'complete') : view('open', 'missing', errors),
  check: ({ errors }) => errors === 0 ? view('done', 'nothing-missing') : view('open', 'missing', errors),
  seal: sealView,
  submit: submitView,
  open: openView,
}

/** @param now platform time */
export function stepViews(draft: DraftBrief, now: Date): StepView[] {
  const isLate = now.getTime() >= Date.parse(draft.tender.deadline)
  return (Object.keys(views) as ProjectStep[]).map((step) => ({ step, ...views[step](draft, isLate) }))
}

/** Where work on this draft goes on: the first step that is not done. */
export const nextStep = (draft: DraftBrief, now: Date): ProjectStep =>
  stepViews(draft, now).find((each) => each.step !== 'read' && each.state !== 'done')?.step ?? 'open'
