// Loaded before a Node program: writes down, at its end, which of Node's own modules it has loaded.
const { writeFileSync } = require('node:fs')
const { join } = require('node:path')

// The handler process takes what it is told off its arguments.
const role = process.argv[2] === 'handler' ? 'handler' : 'supervisor'

process.on('exit', () => {
  writeFileSync(join(process.env.RECORDED, `${role}.json`), JSON.stringify(process.moduleLoadList))
})
