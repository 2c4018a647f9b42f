import { readdir, readFile } from 'node:fs/promises'

/** A process that runs. */
export interface FoundProcess {
  pid: number
  command: string
}

/** Programs that libraries start once and keep as long as the process lives: esbuild's. */
const KEPT = /\besbuild --service=/

/**
 * The processes whose folder for what is temporary is this one, or one in it: whatever a test starts gets that, and so does
 * what that starts. Without `/proc` none is found.
 */
export async function processesOf(folder: string): Promise<FoundProcess[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name))
  const found = await Promise.all(pids.map((pid) => find(pid, folder)))
  return found.filter((one) => one !== undefined)
}

async function find(pid: string, folder: string): Promise<FoundProcess | undefined> {
  // Of a zombie, and of another user's process, it can't be read.
  const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')
  const temporary = environment.split('\0').find((variable) => variable.startsWith('TMPDIR='))
  if (temporary !== `TMPDIR=${folder}` && !temporary?.startsWith(`TMPDIR=${folder}/`)) return undefined
  const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''))
    .replaceAll('\0', ' ')
    .trim()
  return command === '' || KEPT.test(command) ? undefined : { pid: Number(pid), command }
}
