// In place of zod/mini in the runtime's program (tsdown.config.ts): its client takes the contract's routes from the
// same files as all others, but checks nothing by their schemas, which take longer to make than most executions.

/** What every schema is here. */
const nothing = {
  check: () => nothing,
  parse: refuse,
  safeParse: refuse,
}

function refuse(): never {
  throw new Error("The runtime's program has no schemas: check by hand, or leave them in (tsdown.config.ts)")
}

/** Makes any schema, or any check of one. */
function make(): typeof nothing {
  return nothing
}

/** As in `zod/mini`. */
export const coerce = { number: make }
/** What the contract makes its schemas by; one that is missing fails the build. */
export {
  make as array,
  make as boolean,
  make as catchall,
  make as enum,
  make as extend,
  make as gte,
  make as int,
  make as literal,
  make as looseObject,
  make as lte,
  make as maxLength,
  make as minLength,
  make as nullable,
  make as number,
  make as object,
  make as optional,
  make as pipe,
  make as record,
  make as refine,
  make as regex,
  make as strictObject,
  make as string,
  make as transform,
  make as union,
  make as unknown,
}
