import { spawn } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { attach, AUTO_ATTACH, listening, type Pause } from '../support/debugger.ts'
import { follow } from '../support/programs.ts'
import { environment } from './machine.ts'

/**
 * Starts what a project's launch configuration names, as VS Code does: its command, in a terminal that has the editor's variables. Resolves
 * with where it stops, for a breakpoint in the handler's line with that text.
 */
export async function launch(
  { cwd, path }: { cwd: string; path: string },
  name: string,
  text: string,
): Promise<Pause & { expectedLine: number }> {
  const { configurations } = JSON.parse(await readFile(join(cwd, '.vscode/launch.json'), 'utf8'))
  const { type, request, command } = configurations.find((one: { name: string }) => one.name === name)
  if (type !== 'node-terminal' || request !== 'launch') throw new Error(`${type}, ${request}: not a terminal`)
  const editor = join(cwd, 'node_modules', 'editor.cjs')
  await writeFile(editor, AUTO_ATTACH.file)
  const lines = (await readFile(join(cwd, 'handler.ts'), 'utf8')).split('\n')
  const expectedLine = lines.findIndex((line) => line.includes(text)) + 1
  const child = spawn('sh', ['-c', command], {
    cwd,
    env: { ...environment(path), ...AUTO_ATTACH.variables(editor) },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that all that npm starts ends with it.
    detached: true,
  })
  await using program = follow(child, () => child.pid && process.kill(-child.pid, 'SIGINT'))
  await using person = await attach(await listening(program))
  person.breakAt('handler.ts', expectedLine)
  return { ...(await person.goOn()), expectedLine }
}
