import { PlatformClient } from '../../interface/client.ts'
import { sealbid } from '../bridge.ts'
import { followCertificates, useCertificates } from '../certificates/certificates-store.ts'
import { followJobs } from '../components/jobs-store.ts'
import { usePlatformClock } from '../connection/clock-store.ts'
import { followConnection } from '../connection/connection-store.ts'
import { usePlatforms } from '../connection/platforms-store.ts'
import { useApp } from './app-store.ts'
import { useOpened } from './opened-store.ts'

/** What the window listens to and asks for as soon as something is on the screen. */
export function follow(): void {
  followJobs()
  followCertificates()
  followConnection()
  followDrops()
  sealbid.on.opened(() => { void useOpened.getState().collect() })
  void useCertificates.getState().load()
  void useOpened.getState().collect()
  void followRehearsal()
}

/**
 * In a rehearsal the platform's clock counts from the start, and a rehearsal platform that was accepted before is judged again at once.
 * Where it does not answer, main goes on with the clock that it had.
 */
async function followRehearsal(): Promise<void> {
  await usePlatforms.getState().load()
  const { state } = useApp.getState()
  const origin = state?.rehearsalPlatform ?? null
  if (state?.profile !== 'practice' || origin === null) return
  const { list, certify } = usePlatforms.getState()
  try {
    if (list.some((platform) => platform.origin === origin)) await certify(origin)
    else {
      await sealbid.platforms.reach({ origin })
      await usePlatformClock.getState().sync(new PlatformClient(origin))
    }
  } catch { /* The platforms screen says why when a person asks for it. */ }
}

/** A file that is dropped beside a field for it goes to the screen that takes its kind; the window itself never shows it. */
function followDrops(): void {
  window.addEventListener('dragover', (event) => event.preventDefault())
  window.addEventListener('drop', (event) => {
    if (event.defaultPrevented) return
    event.preventDefault()
    void takeDropped([...event.dataTransfer?.files ?? []])
  })
}

async function takeDropped(files: readonly File[]): Promise<void> {
  useOpened.getState().receive(await Promise.all(files.map((file) => sealbid.files.dropped(file))))
}
