// Serves verdaccio, from the folder where it is installed: `node serve.ts CONFIG`. Prints its port once it listens.
import { createRequire } from 'node:module'
import { once } from 'node:events'
import type { Server } from 'node:http'
import { join } from 'node:path'

const [installed, configuration] = process.argv.slice(2)
if (installed === undefined || configuration === undefined) throw new Error('usage: serve.ts FOLDER CONFIG')
const require = createRequire(join(installed, 'package.json'))
const { runServer } = require('verdaccio') as { runServer: (configuration: string) => Promise<Server> }
const server = await runServer(configuration)
// Containers reach it by the gateway of their network.
server.listen(0, '0.0.0.0')
await once(server, 'listening')
const address = server.address()
console.log(typeof address === 'object' ? address?.port : address)
