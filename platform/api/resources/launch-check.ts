import { DockerParameters, type SecretId } from '../../../contract/index.ts'
import { secretData } from '../../executions/secret-data.ts'
import type { Services } from '../operation.ts'
import { badRequest } from '../../problem.ts'
import { allRows } from '../../store/all-rows.ts'

type Container = Pick<DockerParameters, 'imageUrl' | 'environment' | 'environmentSecrets'>

/** Asks the launchers about containers before their parameters are stored. */
export interface LaunchCheck {
  /** @throws Problem 400 for a container that this platform will not start */
  container(container: Container, where: string): Promise<void>
  /** @throws Problem 400 if a container that has this secret would not be started with these variables of it */
  secret(secretId: SecretId, variables: readonly string[]): Promise<void>
}

/** Checks what a container is to be given before it is stored. */
export function launchCheck({
  store,
  keyring,
  launchers,
}: Pick<Services, 'store' | 'keyring' | 'launchers'>): LaunchCheck {
  const refusal = async ({ imageUrl }: Container, variables: readonly string[]) =>
    launchers.find(({ accepts }) => accepts(imageUrl))?.refusal?.({ imageUrl, variables })

  return {
    async container(container, where) {
      const { environment = {}, environmentSecrets = [] } = container
      const names = Object.keys(environment)
      for (const secretId of environmentSecrets)
        names.push(...Object.keys(await secretData({ store, keyring }, secretId)))
      const reason = await refusal(container, names)
      if (reason !== undefined) throw badRequest(`${where}: ${reason}`)
    },

    async secret(secretId, variables) {
      for await (const container of containersWith(secretId)) {
        const reason = await refusal(container, variables)
        if (reason !== undefined) throw badRequest(`body.data: ${reason}`)
      }
    },
  }

  async function* containersWith(secretId: SecretId): AsyncIterable<Container> {
    for await (const { transitionType, parameters } of allRows(store, 'transitions')) {
      const { data } = DockerParameters.safeParse(transitionType === 'docker' ? parameters : undefined)
      if (data?.environmentSecrets?.includes(secretId)) yield data
    }
    for await (const { completedConfig } of allRows(store, 'workflows'))
      if (completedConfig.environmentSecrets?.includes(secretId)) yield completedConfig
  }
}
