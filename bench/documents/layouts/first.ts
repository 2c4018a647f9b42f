import type { Layout } from '../blocks.ts'
import { german } from './first/de.ts'
import { english } from './first/en.ts'
import { frenchAndNorwegian } from './first/fr-no.ts'

/** The layouts that mending may look at. */
export const first: Layout[] = [...german, ...english, ...frenchAndNorwegian]
