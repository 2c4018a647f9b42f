/**
 * A piece of text as a PDF draws it: anything from one glyph to a whole line. Lengths are in points, `x` is
 * the left edge, `y` the baseline, and `y` grows downwards.
 */
export interface TextItem {
  text: string
  x: number
  y: number
  width: number
  height: number
}
