// Measures, side by side, and writes what it found into README.md. `npm run bench -- store api` measures only those.
import { measureApi } from './api/api.ts'
import { measureColdStart } from './cold-start/cold-start.ts'
import { describeMachine } from './machine.ts'
import { writeMeasured } from './readme.ts'
import { measureStore } from './store/store.ts'

/** What can be measured, by the README's heading. */
const parts = {
  'cold-start': { heading: '## Cold start', measure: measureColdStart },
  store: { heading: '## Store', measure: measureStore },
  api: { heading: '## API', measure: measureApi },
}

const names = process.argv.slice(2)
const unknown = names.find((name) => !(name in parts))
if (unknown !== undefined)
  throw new Error(`${unknown} can't be measured, only ${Object.keys(parts).join(', ')}`)

for (const [name, { heading, measure }] of Object.entries(parts)) {
  if (names.length > 0 && !names.includes(name)) continue
  const machine = describeMachine()
  const measured = `${machine}.\n\n${await measure()}`
  console.log(`${heading}\n\n${measured}\n`)
  await writeMeasured(heading, measured)
}
