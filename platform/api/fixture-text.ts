import { formatFixture } from '../../contract/fixture.ts'
import { fixtureOf, type FixtureSources } from '../history/fixture.ts'
import { badRequest, notFound } from '../problem.ts'
import { isRefusal } from '../refusal.ts'
import type { ExecutionRow } from '../store/tables.ts'

/**
 * An execution as the text of a fixture's file.
 * @throws Problem 404 where its transition was removed; 400 where it can't be replayed
 */
export async function fixtureText(sources: FixtureSources, row: ExecutionRow): Promise<string> {
  const fixture = await fixtureOf(sources, row)
  if (!fixture) throw notFound(row.transitionId)
  if (isRefusal(fixture)) throw badRequest(fixture.refused)
  return formatFixture(fixture)
}
