/** A file of the author's, with its text. */
export interface Source {
  file: string
  text: string
}

/** A place in one. Lines and columns count from 1, as editors do. */
export interface Place {
  file: string
  line: number
  column: number
  /** The whole file. */
  text: string
}

/**
 * Finds the line of a schema that defines a path, such as `input.lines.total`. It starts at the definition of `input` or `output`
 * and searches for one key after the other. It searches text and doesn't parse it: what it can't find is undefined.
 */
export function findInSource(
  path: readonly (string | number)[],
  sources: readonly Source[],
): Place | undefined {
  const [root, ...keys] = path.filter((key) => typeof key === 'string')
  let spot = root === undefined ? undefined : findRoot(root, sources)
  for (const key of keys) {
    const from = spot && follow(spot, sources)
    const index = from && property(key, from.source.text, from.index)
    if (from === undefined || index === undefined) return undefined
    spot = { source: from.source, index }
  }
  return spot && place(spot.source, spot.index)
}

interface Spot {
  source: Source
  index: number
}

/** Where `input` is defined: `input: …`, or the variable of `defineTransition({ input, … })`. */
function findRoot(root: string, sources: readonly Source[]): Spot | undefined {
  for (const source of sources) {
    const index = property(root, source.text, 0)
    if (index !== undefined) return { source, index }
  }
  return findVariable(root, sources)
}

/** A property whose value is a variable's name: where that variable is; otherwise the property itself. */
function follow(spot: Spot, sources: readonly Source[]): Spot {
  const [, name] = /^[^:=]+:\s*(\w+)\s*[,})\n]/.exec(spot.source.text.slice(spot.index)) ?? []
  return (name === undefined ? undefined : findVariable(name, sources)) ?? spot
}

function findVariable(name: string, sources: readonly Source[]): Spot | undefined {
  for (const source of sources) {
    const match = new RegExp(`\\b(?:const|let|var)\\s+${name}\\s*=`).exec(source.text)
    if (match) return { source, index: match.index }
  }
  return undefined
}

/** Where a property of this name begins, `name:` or `'name':`, at or after an index. */
function property(name: string, text: string, from: number): number | undefined {
  const escaped = name.replaceAll(/[^\w$]/g, String.raw`\$&`)
  const pattern = new RegExp(String.raw`(?<![\w$.])(['"]?)${escaped}\1\s*:`, 'g')
  pattern.lastIndex = from
  return pattern.exec(text)?.index
}

function place({ file, text }: Source, index: number): Place {
  const before = text.slice(0, index)
  return { file, line: before.split('\n').length, column: index - before.lastIndexOf('\n'), text }
}
