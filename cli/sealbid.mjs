#!/usr/bin/env node
// `npx sealbid` in the checkout. Finds the Node that the program needs and hands over to cli/main.ts.
import { run } from '../scripts/bootstrap.mjs'

run('cli', process.argv.slice(2))
