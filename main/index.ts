import { app } from 'electron'
import { guardContents } from './electron/guards.ts'
import { takeLock } from './electron/open-files.ts'
import { windowFolder } from './electron/places.ts'
import { Program } from './electron/program.ts'
import { registerScheme } from './electron/scheme.ts'

app.setPath('userData', windowFolder())
app.enableSandbox()
registerScheme()
guardContents()
if (takeLock()) void new Program().start()
else app.quit()
