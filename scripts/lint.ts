import { local, succeeds } from './run.ts'

process.exitCode = succeeds(local('oxlint'), ['--deny-warnings', ...process.argv.slice(2)]) ? 0 : 1
