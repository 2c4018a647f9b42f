import {
  DockerParameters,
  ManualParameters,
  type JsonObject,
  type Routes,
  type Transition,
} from '../../../contract/index.ts'
import { ownTransition } from '../../executions/commons.ts'
import { newId } from '../../store/new-id.ts'
import type { Operations, Services } from '../operation.ts'
import { badRequest } from '../../problem.ts'
import type { Tables } from '../../store/store.ts'
import { created, updated } from './audit.ts'
import { workflowsThatUse } from './definition.ts'
import { launchCheck } from './launch-check.ts'
import { rowsOf } from './rows.ts'

const DEFAULT_TIMEOUT_IN_SECONDS = 300

/** Answers the operations on transitions, but for their executions. */
export function transitionOperations(
  services: Services,
): Omit<Operations<Routes['transitions']>, 'executions'> {
  const { store, clock, quotas } = services
  const check = launchCheck(services)
  const transitions = rowsOf(store, 'transitions')
  const secrets = rowsOf(store, 'secrets')
  const assets = rowsOf(store, 'assets')

  /** @throws Problem 404 for a secret or an asset that isn't there, 400 for what the transition or the platform doesn't take */
  async function checkParameters(type: Transition['transitionType'], parameters: JsonObject): Promise<void> {
    if (type === 'docker') {
      const docker = DockerParameters.safeParse(parameters)
      if (!docker.success)
        throw badRequest('body.parameters: a docker transition needs an imageUrl, and takes no assets')
      const { environmentSecrets = [], secretId } = docker.data
      for (const id of [...environmentSecrets, ...(secretId ? [secretId] : [])]) await secrets.get(id)
      await check.container(docker.data, 'body.parameters')
    } else {
      const manual = ManualParameters.safeParse(parameters)
      if (!manual.success) throw badRequest('body.parameters: a manual transition takes only assets')
      for (const id of Object.values(manual.data.assets ?? {})) if (id) await assets.get(id)
    }
  }

  return {
    list: async ({ query: { transitionType, ...paging } }) => {
      const { rows, nextToken } = await transitions.page(paging, { where: { transitionType } })
      return { transitions: rows.map(shown), ...(transitionType && { transitionType }), nextToken }
    },

    create: async ({ body: { parameters = {}, ...given }, caller }) => {
      await checkParameters(given.transitionType, parameters)
      const transition = {
        transitionId: newId('transition'),
        name: null,
        description: null,
        timeoutInSeconds: DEFAULT_TIMEOUT_IN_SECONDS,
        ...given,
        parameters,
        ...created(caller, clock),
      }
      await quotas.spend('transitions', () => store.insert('transitions', transition))
      return shown(transition)
    },

    get: async ({ params: { transitionId } }) =>
      shown(ownTransition(transitionId) ?? (await transitions.get(transitionId))),

    update: async ({
      params: { transitionId },
      body: { environment, environmentSecrets, assets, ...given },
      caller,
    }) => {
      const parameters = {
        ...(environment && { environment }),
        ...(environmentSecrets && { environmentSecrets }),
        ...(assets && { assets }),
      }
      const current = await transitions.get(transitionId)
      await checkParameters(current.transitionType, { ...current.parameters, ...parameters })
      const change = (row: Tables['transitions']) => ({
        ...row,
        ...given,
        parameters: { ...row.parameters, ...parameters },
        ...updated(caller, clock),
      })
      return shown(await transitions.change(transitionId, change))
    },

    delete: async ({ params: { transitionId } }) => {
      await transitions.get(transitionId)
      const users = await workflowsThatUse(store, transitionId)
      if (users.length > 0)
        throw badRequest(`${transitionId} is in use by ${users.join(', ')}: delete what uses it first`)
      return shown(await transitions.remove(transitionId))
    },
  }
}

/** A transition as the API shows it: a manual one's assets stand beside its parameters too. */
function shown(transition: Tables['transitions']): Transition {
  const { assets } = ManualParameters.safeParse(transition.parameters).data ?? {}
  return { ...transition, ...(assets && { assets }) }
}
