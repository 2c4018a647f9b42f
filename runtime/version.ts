import manifest from '../package.json' with { type: 'json' }

/** The package's version; the bundled runtime, which lies beside no package, carries it along. */
export const { version } = manifest
