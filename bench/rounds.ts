import { contenders, type Contender } from './contenders.ts'

/** A contender's measurements, one a round. */
export interface Series<Measurement> {
  contender: Contender
  measurements: Measurement[]
}

/** Measures all in turn, round by round, so that whatever else the machine does meets them alike. */
export async function interleave<Measurement>(
  { warmUp, rounds }: { warmUp: number; rounds: number },
  measure: (contender: Contender) => Promise<Measurement>,
): Promise<Series<Measurement>[]> {
  const series = contenders.map((contender): Series<Measurement> => ({ contender, measurements: [] }))
  for (let round = -warmUp; round < rounds; round += 1) {
    for (const { contender, measurements } of series) {
      const measurement = await measure(contender)
      if (round >= 0) measurements.push(measurement)
    }
  }
  return series
}
