import { fileURLToPath } from 'node:url'
import { defineConfig, type UserConfig } from 'tsdown'

const shared: UserConfig = {
  format: 'esm',
  platform: 'node',
  target: 'node22.18',
  // Files keep their names: each stands for one source file.
  hash: false,
}

export default defineConfig([
  // The package: file by file, as the source is, with its types.
  {
    ...shared,
    entry: [
      'runtime/index.ts',
      'client/index.ts',
      'platform/index.ts',
      'testing/index.ts',
      'testing/vitest.ts',
      'platform/predictor/prediction-worker.ts',
      'cli/main.ts',
      'cli/config/index.ts',
      'cli/deploy/schemas-main.ts',
    ],
    root: '.',
    outDir: 'dist',
    unbundle: true,
    dts: true,
    clean: true,
    fixedExtension: false,
    // What browsers load of the platform's page.
    copy: [{ from: 'platform/web/assets/*', to: 'dist/platform/web/assets' }],
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
    outputOptions: { codeSplitting: false },
  },
])
