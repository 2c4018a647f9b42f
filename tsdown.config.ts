import { fileURLToPath } from 'node:url'
import { defineConfig, type UserConfig } from 'tsdown'
import { thirdPartyLicenses } from './third-party-licenses.ts'

const shared: UserConfig = {
  format: 'esm',
  platform: 'node',
  target: 'node22.18',
  // Files keep their names: each stands for one source file.
  hash: false,
}

/** The package's entries. They stand side by side, so that what one finds beside itself all do. */
const entry = {
  transition: 'cli/main.ts',
  runtime: 'runtime/index.ts',
  client: 'client/index.ts',
  platform: 'platform/index.ts',
  config: 'cli/config/index.ts',
  testing: 'testing/index.ts',
  vitest: 'testing/vitest.ts',
  'prediction-process': 'platform/predictor/prediction-process.ts',
  'reading-limits': 'platform/predictor/reading-limits.ts',
  'input-schema-worker': 'platform/web/input-schema-worker.ts',
  'schemas-main': 'cli/schemas/schemas-main.ts',
}

export default defineConfig([
  // The package, with what would make its start slow: modules of others that are many files, or more than is used.
  {
    ...shared,
    // Its main module is UMD, which nothing can bundle.
    alias: { 'jsonc-parser': fileURLToPath(import.meta.resolve('jsonc-parser/lib/esm/main.js')) },
    entry,
    outDir: 'dist',
    dts: false,
    clean: true,
    fixedExtension: false,
    deps: { alwaysBundle: /^zod/ },
    plugins: [thirdPartyLicenses('package.licenses.txt')],
    // What browsers load of the platform's page, and what editors load of definitions.
    copy: [
      { from: 'platform/web/assets/*', to: 'dist/assets' },
      { from: 'project/editor/asl.schema.json', to: 'dist' },
    ],
  },
  // Its types, which are made of zod's.
  {
    ...shared,
    entry,
    outDir: 'dist',
    dts: { emitDtsOnly: true },
    clean: false,
    fixedExtension: false,
  },
  // The container's program: one file with all that it needs. Without tsx it takes Node's own type stripping.
  // CommonJS, because a `require` reads nothing of a module of Node's but what is used, and an `import` all of it,
  // which loads others.
  {
    ...shared,
    alias: { 'zod/mini': fileURLToPath(new URL('runtime/no-schemas.ts', import.meta.url)) },
    entry: { 'transition-runtime': 'runtime/main.ts' },
    outDir: 'dist',
    format: 'cjs',
    checks: { legacyCjs: false },
    dts: false,
    clean: false,
    minify: true,
    deps: { alwaysBundle: /./, neverBundle: /^tsx/ },
    plugins: [thirdPartyLicenses('transition-runtime.licenses.txt')],
    outputOptions: { codeSplitting: false },
  },
  // What sends spans, beside it: loaded only where they are wanted.
  {
    ...shared,
    entry: { 'transition-telemetry': 'runtime/telemetry/exporter.ts' },
    outDir: 'dist',
    fixedExtension: true,
    dts: false,
    clean: false,
    minify: true,
    deps: { alwaysBundle: /./ },
    plugins: [thirdPartyLicenses('transition-telemetry.licenses.txt')],
    outputOptions: { codeSplitting: false },
  },
])
