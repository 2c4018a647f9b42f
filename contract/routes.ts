// The API, operation by operation. A new resource is one more file and one more line here.
import { documents } from './documents.ts'
import { logs } from './logs.ts'
import { models } from './models.ts'
import { predictions } from './predictions.ts'
import { secrets } from './secrets.ts'
import { transitions } from './transitions.ts'

/** The route table that drives the client and the platform. */
export const routes = { documents, logs, models, predictions, secrets, transitions }
export type Routes = typeof routes
