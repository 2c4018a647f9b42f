import { fileURLToPath } from 'node:url'

/** The path of a handler under `test/fixtures/handlers/`. */
export function handlerPath(name: string): string {
  return fileURLToPath(new URL(`../fixtures/handlers/${name}`, import.meta.url))
}
