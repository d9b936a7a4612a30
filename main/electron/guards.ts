import { app } from 'electron'
import { clientPage, promptPage } from './places.ts'

/** Hung on every contents that will ever exist: no page goes anywhere but to itself again, opens no window and holds no other contents. */
export function guardContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => { if (event.url !== clientPage && event.url !== promptPage) event.preventDefault() })
    contents.on('will-frame-navigate', (event) => { if (!event.isMainFrame) event.preventDefault() })
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}
