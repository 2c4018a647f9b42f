/** The local platform: the REST API v1 on this machine. `createPlatform()` makes it, `serve()` makes it listen. */
export type { AppClient } from './auth.ts'
export type { PlatformEvent } from './events.ts'
export { LaunchError, type Exit, type Job, type Launcher } from './launchers/launcher.ts'
export { processLauncher } from './launchers/process.ts'
export { createPlatform, IN_MEMORY, type Platform, type PlatformOptions } from './platform.ts'
export { UnreadableDocumentError, type Predictor, type PredictorRequest } from './predictor/predictor.ts'
export { serve, type ServeOptions, type Server } from './serve.ts'
