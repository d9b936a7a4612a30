import { lazy, type ReactNode } from 'react'
import type { Place } from './navigation.ts'

/** Place → screen. Each is loaded when it is first shown. */

const Home = lazy(() => import('../projects/Home.tsx').then(({ Home }) => ({ default: Home })))
const TenderScreen = lazy(() => import('../projects/TenderScreen.tsx').then(({ TenderScreen }) => ({ default: TenderScreen })))
const Project = lazy(() => import('../projects/Project.tsx').then(({ Project }) => ({ default: Project })))
const Agency = lazy(() => import('../agency/Agency.tsx').then(({ Agency }) => ({ default: Agency })))
const Definition = lazy(() => import('../agency/Definition.tsx').then(({ Definition }) => ({ default: Definition })))
const Openings = lazy(() => import('../opening/Openings.tsx').then(({ Openings }) => ({ default: Openings })))
const OpeningHall = lazy(() => import('../opening/OpeningHall.tsx').then(({ OpeningHall }) => ({ default: OpeningHall })))
const Certificates = lazy(() => import('../certificates/Certificates.tsx').then(({ Certificates }) => ({ default: Certificates })))
const Platforms = lazy(() => import('../connection/Platforms.tsx').then(({ Platforms }) => ({ default: Platforms })))
const Verify = lazy(() => import('../verify/Verify.tsx').then(({ Verify }) => ({ default: Verify })))
const Settings = lazy(() => import('../settings/Settings.tsx').then(({ Settings }) => ({ default: Settings })))

export function screenOf(place: Place): ReactNode {
  switch (place.screen) {
    case 'home': return <Home />
    case 'tender': return <TenderScreen tender={place.tender} />
    case 'project': return <Project draft={place.draft} step={place.step} section={place.section} />
    case 'agency': return <Agency />
    case 'definition': return <Definition definition={place.definition} part={place.part} />
    case 'openings': return <Openings />
    case 'opening': return <OpeningHall tender={place.tender} lot={place.lot} />
    case 'certificates': return <Certificates />
    case 'platforms': return <Platforms />
    case 'verify': return <Verify />
    case 'settings': return <Settings />
  }
}

/** Changes when another screen or another thing is shown, not when one moves inside it. */
export function keyOf(place: Place): string {
  switch (place.screen) {
    case 'tender': return `tender ${place.tender}`
    case 'project': return `project ${place.draft}`
    case 'definition': return `definition ${place.definition}`
    case 'opening': return `opening ${place.tender} ${place.lot}`
    default: return place.screen
  }
}
