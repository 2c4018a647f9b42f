import { defineConfig } from 'tsdown'

// One file of the handler and all that it imports, which a container loads sooner than many. What can't be bundled, such
// as native modules, belongs in the `dependencies` of package.json: the image has those as they are.
export default defineConfig({
  entry: 'handler.ts',
  platform: 'node',
  target: 'node26',
  fixedExtension: false,
  minify: true,
  dts: false,
  deps: { onlyBundle: false },
})
