/** Something that is wrong with a project, or looks wrong. */
export interface Fault {
  /** A path from the configuration's folder. */
  file: string
  /** Both count from 1; undefined where it is the whole file's. */
  line?: number
  column?: number
  /** What is wrong, where, and what to do. */
  message: string
  /** A warning stops nothing. */
  isWarning?: boolean
}

/** `invoices.asl.json:12:7: States.Predict.Next: …` */
export function formatFault({ file, line, column, message, isWarning }: Fault): string {
  const place = line === undefined ? file : `${file}:${line}:${column ?? 1}`
  return `${place}: ${isWarning ? 'warning: ' : ''}${message}`
}
