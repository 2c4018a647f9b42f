import { defineConfig } from 'tsdown'

// All that the command needs is in its files, so that `npm create` fetches one package and no more. `main.js` stays apart:
// it is what an old Node still understands.
export default defineConfig({
  entry: { main: 'create/main.ts' },
  outDir: 'dist',
  format: 'esm',
  platform: 'node',
  target: 'node20.12',
  dts: false,
  hash: false,
  fixedExtension: false,
  deps: { alwaysBundle: /./ },
})
