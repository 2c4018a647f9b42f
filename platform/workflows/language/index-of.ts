/** Up to this many characters the built-in search is fast whatever the texts are. */
const FEW_CHARACTERS = 16

/**
 * As `text.indexOf(part, from)`, in time that grows with the length of the text only (Knuth, Morris and Pratt): the
 * built-in search takes seconds where a long part almost fits everywhere.
 */
export function indexOf(text: string, part: string, from: number): number {
  if (part.length <= FEW_CHARACTERS) return text.indexOf(part, from)
  const borders = bordersOf(part)
  let matched = 0
  for (let at = from; at < text.length; at += 1) {
    while (matched > 0 && text[at] !== part[matched]) matched = borders[matched - 1] ?? 0
    if (text[at] === part[matched]) matched += 1
    if (matched === part.length) return at + 1 - matched
  }
  return -1
}

/** For each start of the part, the length of the longest shorter start that it ends with. */
function bordersOf(part: string): Uint32Array {
  const borders = new Uint32Array(part.length)
  let length = 0
  for (let at = 1; at < part.length; at += 1) {
    while (length > 0 && part[at] !== part[length]) length = borders[length - 1] ?? 0
    if (part[at] === part[length]) length += 1
    borders[at] = length
  }
  return borders
}
