import { create } from 'zustand'
import { z } from 'zod'
import { sealbid } from '../bridge.ts'

/** Where the window is. It is written down in main at every move, so that a program that was killed knows where it was. */

/** 读标 编制 检查 签封 递交 开标. */
export const projectSteps = ['read', 'draft', 'check', 'seal', 'submit', 'open'] as const
export type ProjectStep = (typeof projectSteps)[number]

export const definitionParts = ['basics', 'parties', 'documents', 'sections', 'schedule', 'opening', 'rules', 'preview', 'publish'] as const
export type DefinitionPart = (typeof definitionParts)[number]

const id = z.string().max(100)
const placeSchema = z.discriminatedUnion('screen', [
  z.strictObject({ screen: z.literal('home') }),
  /** A tender package before there is a draft for it. */
  z.strictObject({ screen: z.literal('tender'), tender: id }),
  z.strictObject({ screen: z.literal('project'), draft: id, step: z.enum(projectSteps), section: id.optional() }),
  z.strictObject({ screen: z.literal('agency') }),
  z.strictObject({ screen: z.literal('definition'), definition: id, part: z.enum(definitionParts) }),
  z.strictObject({ screen: z.literal('openings') }),
  z.strictObject({ screen: z.literal('opening'), tender: id, lot: id }),
  z.strictObject({ screen: z.literal('certificates') }),
  z.strictObject({ screen: z.literal('platforms') }),
  z.strictObject({ screen: z.literal('verify') }),
  z.strictObject({ screen: z.literal('settings') }),
])
/** `tender` is the digest of a package; `opening.tender` too. */
export type Place = z.infer<typeof placeSchema>

interface Navigation {
  place: Place
  go(place: Place): void
  /** Goes to where the window was; an unreadable place is home. */
  restore(text: string | null): void
}

const home: Place = { screen: 'home' }

function parse(text: string | null): Place {
  try {
    return placeSchema.parse(JSON.parse(text ?? ''))
  } catch {
    return home
  }
}

export const useNavigation = create<Navigation>((set) => ({
  place: home,
  go(place) {
    set({ place })
    void sealbid.app.configure({ place: JSON.stringify(place) })
  },
  restore(text) {
    set({ place: parse(text) })
  },
}))
