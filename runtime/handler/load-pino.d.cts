import type * as pino from 'pino'

/** pino, loaded with the first call. */
export declare function loadPino(): typeof pino
