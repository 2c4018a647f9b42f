import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { commandPath } from './platform.ts'

/** Deploys this folder's project by `transition deploy`. @returns the workflow's id */
export async function deployProject(data: string, erpUrl: string): Promise<string> {
  const args = [...process.execArgv, await commandPath(), 'deploy', '--local', data, '--yes', '--json']
  const child = spawn(process.execPath, args, {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    env: { ...process.env, ERP_URL: erpUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const closed = once(child, 'close')
  const said = await text(child.stdout)
  await closed
  if (child.exitCode !== 0) throw new Error('the project was not deployed: it says why above')
  const { steps } = JSON.parse(said) as { steps: { key: string; id: string }[] }
  return steps.find(({ key }) => key === 'workflows/invoices')?.id ?? ''
}
