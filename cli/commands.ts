import type { Command } from './command.ts'
import { bidCommands } from './commands/bid.ts'
import { openingCommands } from './commands/opening.ts'
import { practiceCommands } from './commands/practice.ts'
import { submissionCommands } from './commands/submission.ts'
import { tenderCommands } from './commands/tender.ts'
import { verifyCommand } from './commands/verify.ts'

/** All commands, in the order of the usage. */
export const commands: readonly Command[] = [
  ...practiceCommands, ...tenderCommands, ...bidCommands, verifyCommand, ...submissionCommands, ...openingCommands,
]
