import { DockerParameters, ManualParameters, type Routes } from '../../contract/index.ts'
import { newId } from '../new-id.ts'
import type { Operations, Services } from '../operations.ts'
import { badRequest, notFound } from '../problem.ts'
import { created, updated } from './audit.ts'
import { readPage } from './page.ts'

const DEFAULT_TIMEOUT_IN_SECONDS = 300

export function transitionOperations({
  store,
  clock,
}: Services): Omit<Operations<Routes['transitions']>, 'executions'> {
  async function refuseUnknownSecrets(secretIds: readonly string[] = []): Promise<void> {
    for (const secretId of secretIds) {
      if (!(await store.get('secrets', secretId))) throw notFound('secret', secretId)
    }
  }

  return {
    list: async ({ query: { transitionType, ...paging } }) => {
      const page = await readPage(store, 'transitions', paging, { where: { transitionType } })
      return { transitions: page.rows, nextToken: page.nextToken, ...(transitionType && { transitionType }) }
    },

    create: async ({ body: { parameters = {}, ...given }, caller }) => {
      if (given.transitionType === 'docker') {
        const docker = DockerParameters.safeParse(parameters)
        if (!docker.success)
          throw badRequest('body.parameters.imageUrl: a docker transition needs an image URL')
        await refuseUnknownSecrets(docker.data.environmentSecrets)
      } else if (!ManualParameters.safeParse(parameters).success) {
        throw badRequest('body.parameters: a manual transition takes only assets')
      }
      const transition = {
        transitionId: newId('transition'),
        name: null,
        description: null,
        timeoutInSeconds: DEFAULT_TIMEOUT_IN_SECONDS,
        ...given,
        parameters,
        ...created(caller, clock),
      }
      await store.insert('transitions', transition)
      return transition
    },

    get: async ({ params: { transitionId } }) => {
      const transition = await store.get('transitions', transitionId)
      if (!transition) throw notFound('transition', transitionId)
      return transition
    },

    update: async ({
      params: { transitionId },
      body: { environment, environmentSecrets, assets, ...given },
      caller,
    }) => {
      await refuseUnknownSecrets(environmentSecrets)
      const transition = await store.update('transitions', transitionId, (row) => ({
        ...row,
        ...given,
        ...(assets && { assets }),
        parameters: {
          ...row.parameters,
          ...(environment && { environment }),
          ...(environmentSecrets && { environmentSecrets }),
        },
        ...updated(caller, clock),
      }))
      if (!transition) throw notFound('transition', transitionId)
      return transition
    },

    delete: async ({ params: { transitionId } }) => {
      const transition = await store.remove('transitions', transitionId)
      if (!transition) throw notFound('transition', transitionId)
      return transition
    },
  }
}
