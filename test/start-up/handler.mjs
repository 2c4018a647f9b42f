export default ({ input }) => input
