// Loaded before a program: ends it, with SIGKILL, before the statement of this number that SQLite is asked to prepare.
const { DatabaseSync } = require('node:sqlite')

const killAt = Number(process.env.KILL_AT)
const { exec } = DatabaseSync.prototype
let asked = 0
DatabaseSync.prototype.exec = function (text) {
  // What each statement does is asked about before it runs: after those before it have run.
  this.setAuthorizer(() => {
    asked += 1
    if (asked === killAt) process.kill(process.pid, 'SIGKILL')
    return 0
  })
  const result = exec.call(this, text)
  this.setAuthorizer(null)
  return result
}
process.on('exit', () => process.stdout.write(String(asked)))
