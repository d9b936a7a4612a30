// `npm start`: the window comes next (see the open issues); until then the rehearsal runs in the terminal.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './run.ts'

process.stdout.write('窗口界面尚在开发中，现在在终端中演示完整流程。\nThe window comes next. For now this runs the whole rehearsal in the terminal (npm run demo).\n\n')
const result = spawnSync(process.execPath, [join(root, 'scripts/demo.ts'), ...process.argv.slice(2)], { stdio: 'inherit' })
process.exitCode = result.status ?? 1
