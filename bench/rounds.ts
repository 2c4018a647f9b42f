/** One of those that are measured side by side. */
export interface Contender {
  name: string
}

/** A contender's measurements, one a round. */
export interface Series<Measurement> {
  contender: Contender
  measurements: Measurement[]
}

/** Measures all in turn, round by round, so that whatever else the machine does meets them alike. */
export async function interleave<C extends Contender, Measurement>(
  contenders: readonly C[],
  { warmUp, rounds }: { warmUp: number; rounds: number },
  measure: (contender: C) => Promise<Measurement>,
): Promise<Series<Measurement>[]> {
  const series = contenders.map((contender) => ({ contender, measurements: [] as Measurement[] }))
  for (let round = -warmUp; round < rounds; round += 1) {
    for (const { contender, measurements } of series) {
      const measurement = await measure(contender)
      if (round >= 0) measurements.push(measurement)
    }
  }
  return series
}
