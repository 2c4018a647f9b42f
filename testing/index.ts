/** What tests of handlers stand on: so far, a clock that goes on when it is told to. */
export { VirtualClock } from './virtual-clock.ts'
