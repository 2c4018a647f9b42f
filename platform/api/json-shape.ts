/** How deep objects and lists of a body may be nested. */
const MAX_DEPTH = 200
/** How many members one object may have: validating them takes the event loop's time. */
const MAX_MEMBERS = 20_000
/** How many values a body may hold in all. */
const MAX_VALUES = 500_000

const [QUOTE, BACKSLASH, COMMA] = ['"', '\\', ','].map((character) => character.charCodeAt(0))
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = ['{', '}', '[', ']'].map((bracket) =>
  bracket.charCodeAt(0),
)

/**
 * What is too much about a JSON text, in one pass and before it is parsed: parsing deep nesting and validating many
 * members takes seconds. A text that is no JSON may pass: the parser refuses it.
 * @returns words for the caller; undefined for a text of an ordinary shape
 */
export function shapeProblem(text: string): string | undefined {
  /** How many members the objects and lists have that are open; a list's count to the values only. */
  const open: { isObject: boolean; members: number }[] = []
  let values = 1
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = endOfString(text, at)
    else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      open.push({ isObject: code === OPEN_OBJECT, members: 1 })
      if (open.length > MAX_DEPTH) return `nested deeper than ${MAX_DEPTH} levels`
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) open.pop()
    else if (code === COMMA) {
      values += 1
      if (values > MAX_VALUES) return `more than ${MAX_VALUES} values`
      const innermost = open.at(-1)
      if (innermost?.isObject && (innermost.members += 1) > MAX_MEMBERS)
        return `an object with more than ${MAX_MEMBERS} members`
    }
  }
  return undefined
}

/** Where the string ends that begins here: at the next quote with an even number of backslashes before it. */
function endOfString(text: string, begin: number): number {
  for (let end = text.indexOf('"', begin + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end - 1
    while (text.charCodeAt(before) === BACKSLASH) before -= 1
    if ((end - before) % 2 === 1) return end
  }
  return text.length
}
