import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { credentialsToEnvironment } from '../../client/credentials.ts'
import type { Client, Credentials } from '../../client/index.ts'
import type { JsonObject } from '../../contract/index.ts'
import type { ProjectConfig } from '../../project/config/project-config.ts'
import { applyProjectPlan } from '../../project/deploy/apply.ts'
import { makeProjectPlan, type ProjectPlan } from '../../project/deploy/plan.ts'
import { openRecord } from '../../project/deploy/record.ts'
import { wantedOf, type Means } from '../../project/deploy/wanted.ts'

/** What a project has become on a platform. */
export interface Brought {
  plan: ProjectPlan
  /** By keys. */
  ids: Map<string, string>
}

/** Deploys a project to this platform; its handlers run from their files. Secrets have what this machine's variables say. */
export async function bring(
  project: ProjectConfig,
  folder: string,
  client: Client,
  credentials: Credentials,
  schemasOf: Means['schemasOf'],
): Promise<Brought> {
  const own: Readonly<JsonObject> = credentialsToEnvironment(credentials)
  const wanted = await wantedOf(project, {
    folder,
    schemasOf,
    imageUrlOf: (_, { handler }) => pathToFileURL(join(folder, handler)).href,
    // Never a real platform's credentials.
    secretOf: (_, variables) =>
      Object.fromEntries(
        variables.flatMap((one) => {
          const value = one.startsWith('LAS_') ? own[one] : process.env[one]
          return typeof value === 'string' ? [[one, value]] : []
        }),
      ),
  })
  // The platform may listen elsewhere than the last time.
  const book = await openRecord(client, project.name)
  const plan = await makeProjectPlan(client, wanted, book, { updatesSecrets: true })
  return { plan, ids: await applyProjectPlan(client, plan) }
}
