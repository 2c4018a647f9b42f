// Measures, side by side, and writes what it found into README.md. `npm run bench -- store api` measures only those.
import { api } from './api/api.ts'
import type { Chapter } from './chapter.ts'
import { coldStart } from './cold-start/cold-start.ts'
import { documents } from './documents/documents.ts'
import { harnessRun } from './harness/harness.ts'
import { loop } from './loop/loop.ts'
import { describeMachine } from './machine.ts'
import { checkChapters, writeMeasured } from './readme.ts'
import { scale } from './scale/scale.ts'
import { store } from './store/store.ts'
import { warm } from './warm/warm.ts'
import { steps } from './workflows/steps.ts'
import { workflows } from './workflows/workflows.ts'

/** All chapters, by the names that the command takes. */
const chapters: Readonly<Record<string, Chapter>> = {
  'cold-start': coldStart,
  warm,
  store,
  api,
  harness: harnessRun,
  loop,
  workflows,
  steps,
  scale,
  documents,
}

const names = process.argv.slice(2)
const unknown = names.find((name) => !(name in chapters))
if (unknown !== undefined)
  throw new Error(`${unknown} can't be measured, only ${Object.keys(chapters).join(', ')}`)
await checkChapters(Object.values(chapters))

for (const [name, { heading, measure }] of Object.entries(chapters)) {
  if (names.length > 0 && !names.includes(name)) continue
  const machine = describeMachine()
  const measured = `${machine}.\n\n${await measure()}`
  console.log(`## ${heading}\n\n${measured}\n`)
  await writeMeasured(heading, measured)
}
