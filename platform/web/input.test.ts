import { describe, expect, it } from 'vitest'
import { checkInput } from './input.ts'

const schemaOf = (text: object) => ({ type: 'object', properties: { name: { type: 'string', ...text } } })

describe('an input that is typed on the page', () => {
  it('is checked by the schema', async () => {
    const schema = schemaOf({ pattern: '^[a-z]+$' })
    expect(await checkInput('{"name": "abc"}', schema)).toEqual({ input: { name: 'abc' } })
    expect(await checkInput('{"name": "A1"}', schema)).toEqual({ message: expect.stringContaining('name: ') })
  })

  it('is checked by nothing where zod can’t read the schema', async () => {
    expect(await checkInput('{"name": 1}', { type: 'nothing' })).toEqual({ input: { name: 1 } })
  })

  it('stops no platform by a pattern that takes exponential time', async () => {
    const text = JSON.stringify({ name: `${'a'.repeat(60)}!` })
    expect(await checkInput(text, schemaOf({ pattern: '^(a+)+$' }))).toEqual({
      message: expect.stringContaining("can't be checked"),
    })
  })
})
