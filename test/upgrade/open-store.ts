// Opens a SQLite store and closes it again.
import { openSqliteStore } from '../../platform/store/sqlite.ts'

await openSqliteStore(process.argv[2] ?? '')[Symbol.asyncDispose]()
