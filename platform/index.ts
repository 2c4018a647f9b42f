/** The local platform: the REST API v1 on this machine. `createPlatform()` makes it, `serve()` makes it listen. */
export type { AppClientCredentials } from './access/credentials.ts'
export type { PlatformEvent } from './executions/events.ts'
export {
  LaunchError,
  type Exit,
  type Job,
  type Launcher,
  type LaunchRequest,
  type RegistryCredentials,
} from './launchers/launcher.ts'
export { dockerLauncher, type DockerLauncherOptions } from './launchers/docker.ts'
export { swarmLauncher, type SwarmLauncherOptions } from './launchers/swarm.ts'
export { processLauncher, type ProcessLauncherOptions } from './launchers/process.ts'
export { createPlatform, type Platform, type PlatformOptions } from './platform.ts'
export { IN_MEMORY } from './state.ts'
export { nameOfDatabase } from './store/postgres/address.ts'
export { UnreadableDocumentError, type Predictor, type PredictorRequest } from './predictor/predictor.ts'
export { textLayerPredictor } from './predictor/text-layer.ts'
export { urlPredictor } from './predictor/url.ts'
export type { QuotaLimits, QuotaName } from './access/quotas.ts'
export { serve, type ServeOptions, type Server } from './serve.ts'
