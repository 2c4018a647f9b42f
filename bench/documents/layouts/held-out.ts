import type { Layout } from '../blocks.ts'
import { german } from './held-out/de.ts'
import { english } from './held-out/en.ts'
import { frenchAndNorwegian } from './held-out/fr-no.ts'

/** The layouts that judge: they were made before the first mending, and no mending looks at one. */
export const heldOut: Layout[] = [...german, ...english, ...frenchAndNorwegian]
