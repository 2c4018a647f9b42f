import { styleText } from 'node:util'

/** Prints a resource that was made: its kind, its id, what it is. */
export function showStep(kind: string, what: string, id = ''): void {
  console.log([kind.padEnd(10), id && styleText('dim', id), what].filter(Boolean).join('  '))
}
