/** The typed client of the REST API v1: `createClient(credentials)`. */
export { type Client, type ListOf, type RequestOptions } from './client.ts'
export { createClient, type ClientOptions } from './create-client.ts'
export { credentialsFromEnvironment, CredentialsError, type Credentials } from './credentials.ts'
export {
  AccessDeniedError,
  ApiError,
  ConnectionError,
  LimitError,
  PlatformError,
  RequestRefusedError,
} from './errors.ts'
export {
  assetContent,
  fileContent,
  FileContentError,
  MAX_CONTENT_BYTES,
  type FileSource,
} from './file-content.ts'
export { credentialsFromFile, findCredentials, type CredentialsFileOptions } from './find-credentials.ts'
export type { Limits } from './limit.ts'
export { Listing } from './listing.ts'
export type { Fetch } from './exchange-by-fetch.ts'
export type { AccessToken } from './token.ts'
