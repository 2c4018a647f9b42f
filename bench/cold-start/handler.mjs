/** What the runtime runs: no more than floor.mjs does itself. */
export default ({ input }) => ({ doubled: input.number * 2 })
