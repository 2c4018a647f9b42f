import { expect, it } from 'vitest'
import { executionOfUserAgent, handlerUserAgent } from './user-agent.ts'

const ID = `las:transition-execution:${'a'.repeat(32)}`

it('tells whose call it is by what a handler names itself', () => {
  expect(executionOfUserAgent(handlerUserAgent('0.1.0', ID))).toBe(ID)
})

it.each([undefined, '', 'node', 'docker-transition/0.1.0', 'docker-transition/0.1.0 (me)', `curl (${ID})`])(
  'knows of no execution by %s',
  (userAgent) => {
    expect(executionOfUserAgent(userAgent)).toBeUndefined()
  },
)
