// What BuildKit tells of a build comes as protocol buffers: the messages StatusResponse, Vertex and VertexLog of
// https://github.com/moby/buildkit/blob/master/api/services/control/control.proto, of which these fields are read.

/** A step of a build. */
export interface Step {
  digest: string
  name: string
  isCached: boolean
  /** Milliseconds since the epoch. */
  started: number | undefined
  completed: number | undefined
  hasFailed: boolean
}

/** What changed: steps that started or ended, and what they printed. */
export interface BuildStatus {
  steps: Step[]
  output: string[]
}

/** @param message base64, as it stands in the engine's progress */
export function readBuildStatus(message: string): BuildStatus {
  const status = readFields(Buffer.from(message, 'base64'))
  return {
    steps: bytesOf(status, 1).map((bytes) => {
      const vertex = readFields(bytes)
      return {
        digest: textOf(vertex, 1),
        name: textOf(vertex, 3),
        isCached: Number(vertex.get(4)?.at(-1) ?? 0) === 1,
        started: timeOf(vertex, 5),
        completed: timeOf(vertex, 6),
        hasFailed: textOf(vertex, 7) !== '',
      }
    }),
    output: bytesOf(status, 3).map((bytes) => textOf(readFields(bytes), 4)),
  }
}

type Fields = Map<number, (bigint | Buffer)[]>

/** The fields of a message by number (https://protobuf.dev/programming-guides/encoding). */
function readFields(bytes: Buffer): Fields {
  const fields: Fields = new Map()
  let at = 0
  const varint = (): bigint => {
    let value = 0n
    for (let shift = 0n; at < bytes.length; shift += 7n) {
      const byte = bytes[at] ?? 0
      at += 1
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) break
    }
    return value
  }
  const take = (length: number): Buffer => {
    at += length
    return bytes.subarray(at - length, at)
  }
  while (at < bytes.length) {
    const key = Number(varint())
    const kind = key & 7
    const value = kind === 0 ? varint() : take(kind === 2 ? Number(varint()) : kind === 1 ? 8 : 4)
    fields.set(key >> 3, [...(fields.get(key >> 3) ?? []), value])
  }
  return fields
}

function bytesOf(fields: Fields, number: number): Buffer[] {
  return (fields.get(number) ?? []).filter((value) => typeof value !== 'bigint')
}

function textOf(fields: Fields, number: number): string {
  return bytesOf(fields, number).at(-1)?.toString() ?? ''
}

function timeOf(fields: Fields, number: number): number | undefined {
  const bytes = bytesOf(fields, number).at(-1)
  if (!bytes) return undefined
  const time = readFields(bytes)
  return Number(time.get(1)?.[0] ?? 0) * 1000 + Number(time.get(2)?.[0] ?? 0) / 1e6
}
