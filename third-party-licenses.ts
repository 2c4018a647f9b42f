import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'rolldown'

/** Writes the licences of the packages that are bundled into a file beside the bundle. */
export function thirdPartyLicenses(fileName: string): Plugin {
  return {
    name: 'third-party-licenses',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((output) =>
        output.type === 'chunk' ? output.moduleIds : [],
      )
      const folders = new Set(
        modules.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id)?.[0] ?? []),
      )
      const source = [...folders].toSorted().map(licenseOf).join('\n')
      this.emitFile({
        type: 'asset',
        fileName,
        source: `What is bundled here, and its licences.\n\n${source}`,
      })
    },
  }
}

/** @throws for a package that says nothing of its licence: it can't be given on */
function licenseOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|notice)/i.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
  if (license === undefined && texts.length === 0) throw new Error(`${name} has no licence: don't bundle it`)
  return `${'='.repeat(80)}\n${name} ${version} (${license})\n\n${texts.join('\n')}`
}
