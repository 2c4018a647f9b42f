/** Where the API is served. */
export const BASE_PATH = '/v1'

/** Where tokens are, under their endpoint's path: `/oauth2`. */
export const AUTH_PATH = '/oauth2'

/** Where a local platform serves what is not part of the API. */
export const LOCAL_PATH = '/local'
