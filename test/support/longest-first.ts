import type { Plugin } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes longest begins first, so that no worker is alone with it at the end. */
const LONGEST = ['test/scaffold/templates.', 'test/durability/', 'test/web/', 'test/container/', 'test/']

/** Files of tests run by how long they take, also where they have never run, unless they are shuffled. */
export const longestFirst: Plugin = {
  name: 'longest-first',
  configureVitest({ vitest: { config } }) {
    // One that the configuration names would win over `--sequence.shuffle.files`, without a word.
    if (config.sequence.sequencer === BaseSequencer) config.sequence.sequencer = LongestFirst
  },
}

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- it is no array's
    const sorted = await super.sort(files)
    return sorted.toSorted((one, other) => rankOf(one) - rankOf(other))
  }
}

function rankOf({ moduleId }: TestSpecification): number {
  const rank = LONGEST.findIndex((part) => moduleId.includes(`/${part}`))
  return rank === -1 ? LONGEST.length : rank
}
