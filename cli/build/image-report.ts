import { styleText } from 'node:util'
import type Docker from 'dockerode'

/** What was built. */
export interface ImageReport {
  image: string
  id: string
  /** Bytes. */
  size: number
  /** The first is the lowest; those that hold no files are left out. */
  layers: { size: number; createdBy: string }[]
}

/** Reads an image's size and layers from the engine. */
export async function reportImage(docker: Docker, image: string): Promise<ImageReport> {
  const { Id, Size } = await docker.getImage(image).inspect()
  const history: { Size: number; CreatedBy: string }[] = await docker.getImage(image).history()
  const layers = history
    .toReversed()
    .filter((layer) => layer.Size > 0)
    .map((layer) => ({ size: layer.Size, createdBy: commandOf(layer.CreatedBy) }))
  return { image, id: Id, size: Size, layers }
}

/** For a person. */
export function formatReport({ image, id, size, layers }: ImageReport): string {
  const lines = layers.map((layer) => `${sizeOf(layer.size)}  ${layer.createdBy || 'the image below'}`)
  return `
${styleText('bold', image)}  ${styleText('dim', id)}
${sizeOf(size)}  in all
${styleText('dim', lines.join('\n'))}
`
}

/** What stood in the Dockerfile, without what builders put around it. */
function commandOf(createdBy: string): string {
  return createdBy
    .replace(/^\/bin\/sh -c (#\(nop\) +)?/, '')
    .replace(/ # buildkit$/, '')
    .trim()
    .slice(0, 100)
}

function sizeOf(bytes: number): string {
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, 'kB'] : [bytes / 1e6, 'MB']
  return `${value.toFixed(1).padStart(7)} ${unit}`
}
