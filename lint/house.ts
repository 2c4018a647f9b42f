import { docComments } from './doc-comments.ts'
import { retiredNames } from './retired-names.ts'
import { rooms } from './rooms.ts'

/** The lint rules of this project's own. */
export default {
  meta: { name: 'house' },
  rules: { 'doc-comments': docComments, rooms, 'retired-names': retiredNames },
}
