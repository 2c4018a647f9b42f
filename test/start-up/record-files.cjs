// Loaded before a Node program: writes down which files it has loaded when it prints for the first time.
const { writeFileSync } = require('node:fs')
const { registerHooks } = require('node:module')

const files = []
registerHooks({
  load(url, context, next) {
    if (url.startsWith('file:')) files.push(url)
    return next(url, context)
  },
})

const { write } = process.stdout
process.stdout.write = (...args) => {
  process.stdout.write = write
  writeFileSync(process.env.RECORDED, JSON.stringify(files))
  return process.stdout.write(...args)
}
