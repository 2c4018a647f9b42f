// CommonJS, because that can load something at once and only when it is asked for: a logger is used without waiting
// for it, and by few handlers.
exports.loadPino = () => require('pino')
