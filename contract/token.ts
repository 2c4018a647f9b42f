import * as z from 'zod/mini'

/** What the local platform's token endpoint answers. `expires_in` is in seconds. */
export const Token = z.looseObject({
  access_token: z.string(),
  expires_in: z.number(),
  token_type: z.string(),
})
export type Token = z.infer<typeof Token>
