// All operations of the API. A new resource is a file and a line here.
import { appClients } from './app-clients.ts'
import { assets } from './assets.ts'
import { datasets } from './datasets.ts'
import { documents } from './documents.ts'
import { logs } from './logs.ts'
import { models } from './models.ts'
import { organizations } from './organizations.ts'
import { predictions } from './predictions.ts'
import { secrets } from './secrets.ts'
import { signup } from './signup.ts'
import { transitions } from './transitions.ts'
import { users } from './users.ts'
import { workflows } from './workflows.ts'

/** The route table that drives the client and the platform. */
export const routes = {
  appClients,
  assets,
  datasets,
  documents,
  logs,
  models,
  organizations,
  predictions,
  secrets,
  signup,
  transitions,
  users,
  workflows,
}
/** The type of the route table, which the client and the platform are made of. */
export type Routes = typeof routes
