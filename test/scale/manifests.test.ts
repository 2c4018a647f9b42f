import { readdir, readFile } from 'node:fs/promises'
import { Deployment } from 'kubernetes-models/apps/v1'
import { Job } from 'kubernetes-models/batch/v1'
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { readEnvironment } from '../../runtime/environment.ts'

const folder = new URL('../../examples/scale/', import.meta.url)
const read = async (path: string) => parse(await readFile(new URL(path, folder), 'utf8'))

const kinds = {
  'worker.yaml': Deployment,
  'job.yaml': Job,
  'network-policy.yaml': NetworkPolicy,
}

describe('the manifests for Kubernetes', () => {
  it.each(Object.entries(kinds))('%s is what its schema says', async (name, Kind) => {
    const manifest = await read(`kubernetes/${name}`)
    expect(() => new Kind(manifest).validate()).not.toThrow()
    expect(() =>
      new Kind({
        ...manifest,
        spec: { ...manifest.spec, replicaz: 'many', podSelector: 1, template: 1, selector: 1 },
      }).validate(),
    ).toThrow(/spec/)
  })

  it('are all checked', async () => {
    expect(await readdir(new URL('kubernetes/', folder))).toEqual(Object.keys(kinds).toSorted())
  })

  it.each(['worker.yaml', 'job.yaml'])(
    '%s confines its container as the launcher docker does',
    async (name) => {
      const { spec } = (await read(`kubernetes/${name}`)).spec.template
      expect(spec.securityContext).toMatchObject({ runAsNonRoot: true })
      expect(spec.containers[0].securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      })
      expect(spec.containers[0].resources.limits).toEqual({ cpu: '250m', memory: '512Mi' })
    },
  )
})

describe('the environment of every example', () => {
  const secrets = {
    LAS_CLIENT_ID: 'id',
    LAS_CLIENT_SECRET: 'secret',
    LAS_API_ENDPOINT: 'https://platform.example.com/v1',
    LAS_AUTH_ENDPOINT: 'https://platform.example.com/oauth2',
  }
  it.each([
    ['swarm.yaml', async () => (await read('swarm.yaml')).services.worker.environment],
    [
      'worker.yaml',
      async () => fromList((await read('kubernetes/worker.yaml')).spec.template.spec.containers[0].env),
    ],
    [
      'job.yaml',
      async () => fromList((await read('kubernetes/job.yaml')).spec.template.spec.containers[0].env),
    ],
    [
      'ecs-task-definition.json',
      async () => fromList((await read('ecs-task-definition.json')).containerDefinitions[0].environment),
    ],
  ])('%s is one that the runtime takes', async (name, environmentOf) => {
    const { executionId } = readEnvironment({ ...(await environmentOf()), ...secrets })
    expect(executionId !== undefined).toBe(name === 'job.yaml')
  })
})

const fromList = (list: { name: string; value: string }[]) =>
  Object.fromEntries(list.map(({ name, value }) => [name, value]))
