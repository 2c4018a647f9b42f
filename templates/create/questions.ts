import { isCancel, select, text } from '@clack/prompts'
import { ExitCode } from './exit-codes.ts'
import { Stop } from './stop.ts'
import { problemWith } from './target.ts'
import type { Template } from './templates.ts'

export async function askFolder(fallback: string, signal: AbortSignal): Promise<string> {
  const answer = await text({
    message: 'Which folder?',
    placeholder: fallback,
    defaultValue: fallback,
    signal,
    validate: (folder) => problemWith(folder || fallback),
  })
  return unlessCancelled(answer)
}

export async function askTemplate(
  templates: readonly Template[],
  first: string,
  signal: AbortSignal,
): Promise<Template> {
  const answer = await select({
    message: 'Which template?',
    initialValue: first,
    signal,
    options: templates.map(({ name, description }) => ({ value: name, hint: description })),
  })
  const name = unlessCancelled(answer)
  const template = templates.find((candidate) => candidate.name === name)
  if (!template) throw new Error(`the answer ${name} is none of those that were offered`)
  return template
}

function unlessCancelled<Answer extends string>(answer: Answer | symbol): Answer {
  if (isCancel(answer)) throw new Stop(ExitCode.interrupted, 'Cancelled: nothing was made.')
  return answer as Answer
}
