/** What is measured of one part: a chapter of README.md, which says what, how, and beside what. */
export interface Chapter {
  /** Of the README's chapter, without its `## `. What stands under its `### Measured` is written by the run. */
  heading: string
  /** Measures, and resolves with Markdown: tables (`table.ts`) and charts (`chart.ts`), or why it was skipped. */
  measure(): Promise<string>
}
