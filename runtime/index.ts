/** What a handler's author imports. It loads nothing of the runtime: that is in the base image. */
export {
  defineTransition,
  type Context,
  type Handler,
  type TransitionDefinition,
} from './define-transition.ts'
export { reject, retry } from './reject-and-retry.ts'
export type { Client } from '../client/index.ts'
export type { JsonObject } from '../contract/index.ts'
