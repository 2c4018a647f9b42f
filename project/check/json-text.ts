import { findNodeAtLocation, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser'
import type { Fault } from './fault.ts'

/** A JSON file that was read, with the place of each value in it. */
export interface JsonText {
  /** Undefined where the file is no JSON. */
  value: unknown
  /** What is wrong with it as JSON, and names that stand twice in an object. */
  faults: Fault[]
  /** Where a value stands; where there is none, what is around it. */
  faultAt(path: readonly PropertyKey[], message: string): Fault
}

/** Reads JSON. Its faults have their places. */
export function readJsonText(text: string, file: string): JsonText {
  const errors: ParseError[] = []
  const tree = parseTree(text, errors, { disallowComments: true })
  const at = (offset: number, message: string): Fault => ({ file, ...positionOf(text, offset), message })
  const [first] = errors
  // What follows the first error is its consequence.
  if (!tree || first) {
    const what = first ? SAID[printParseErrorCode(first.error)] : undefined
    const message = `is no JSON: ${what ?? 'something is wrong here'}`
    return { value: undefined, faults: [at(first?.offset ?? 0, message)], faultAt: () => ({ file, message }) }
  }
  return {
    value: JSON.parse(text),
    faults: twins(tree).map(({ offset, name }) =>
      at(offset, `${name} stands twice in this object: the first is lost. Remove one of them`),
    ),
    faultAt(path, message) {
      for (let length = path.length; length >= 0; length -= 1) {
        const node = findNodeAtLocation(tree, path.slice(0, length).map(asSegment))
        // A value that is a property's stands where its name does.
        if (node) return at(node.parent?.type === 'property' ? node.parent.offset : node.offset, message)
      }
      return at(tree.offset, message)
    },
  }
}

const asSegment = (step: PropertyKey) => (typeof step === 'number' ? step : String(step))

/** What editors call these errors, in words. */
const SAID: Readonly<Record<string, string>> = {
  InvalidSymbol: 'a word that JSON does not have',
  InvalidNumberFormat: 'a number that JSON does not have',
  PropertyNameExpected: 'expected a name in double quotes, or the end of the object',
  ValueExpected: 'expected a value',
  ColonExpected: 'expected a colon',
  CommaExpected: 'expected a comma',
  CloseBraceExpected: 'expected }',
  CloseBracketExpected: 'expected ]',
  EndOfFileExpected: 'expected nothing more',
  InvalidCommentToken: 'JSON has no comments: a definition may have the field Comment',
  UnexpectedEndOfString: 'a text without its closing quote',
}

function* walk(node: Node): Generator<Node> {
  yield node
  for (const child of node.children ?? []) yield* walk(child)
}

function twins(tree: Node): { offset: number; name: string }[] {
  return Array.from(walk(tree)).flatMap((node) => {
    const names = new Set<string>()
    const properties = node.type === 'object' ? (node.children ?? []) : []
    return properties.flatMap(({ children: [key] = [], offset }) => {
      const name = String(key?.value)
      const isTwin = names.has(name)
      names.add(name)
      return isTwin ? [{ offset, name }] : []
    })
  })
}

function positionOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
