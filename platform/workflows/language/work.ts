import { StatesError } from './errors.ts'

/** How much work one evaluation of a state may be: a unit is a value looked at, or five characters read or written. */
const MOST_WORK = 500_000
const CHARACTERS_PER_UNIT = 5

/** Counts the work of one evaluation of a state, so that no definition keeps the platform busy. It depends on no clock. */
export class Work {
  #spent = 0
  readonly #slice: { spent: number }

  /** @param slice the work of several evaluations in a row is added up here */
  constructor(slice: { spent: number } = { spent: 0 }) {
    this.#slice = slice
  }

  /** @throws StatesError once the evaluation has been more work than it may */
  spend(units: number): void {
    this.#spent += units
    this.#slice.spent += units
    if (this.#spent <= MOST_WORK) return
    throw new StatesError(
      'States.Runtime',
      `its paths and functions are too much work on this data: they look at more than ${MOST_WORK} values`,
    )
  }

  /** As `spend`, for a text that is read or written. */
  spendText(characters: number): void {
    this.spend(1 + characters / CHARACTERS_PER_UNIT)
  }
}
