import type { Argument, Command, Option } from 'commander'
import { readTopics } from '../docs/topics.ts'
import { profileNames } from './profile-names.ts'

/** What may stand at a place: candidates with their descriptions, or a path. */
type Candidates = 'files' | readonly (readonly [value: string, description: string])[]

/** The names of values that may be paths. */
const PATHS = new Set(['file', 'folder', 'json', 'handler', 'document', 'fixture'])

/**
 * What may stand in the place of the last word, as the scripts read it.
 * @param words after the program's name; the last one may be empty
 */
export async function candidatesFor(program: Command, words: readonly string[]): Promise<string> {
  const current = words.at(-1) ?? ''
  const found = await find(program, words.slice(0, -1), current)
  if (found === 'files') return ':files'
  const matching = found.filter(([value]) => value.startsWith(current))
  return [...matching.map(([value, description]) => `${value}\t${description}`), ':none'].join('\n')
}

async function find(program: Command, before: readonly string[], current: string): Promise<Candidates> {
  const [verb, ...rest] = before
  const help = program.createHelp()
  if (verb === undefined) {
    if (current.startsWith('-')) return optionsOf(program, [])
    return help.visibleCommands(program).map((command) => [command.name(), firstLine(command.description())])
  }
  const command = program.commands.find((one) => one.name() === verb)
  if (!command) return []
  if (command.name() === 'help') return help.visibleCommands(program).map((one) => [one.name(), ''])

  const last = optionOf(command, rest.at(-1))
  const isList = last?.variadic === true
  // What stands after a flag whose value may be left out may be its value, too.
  if (last && takesValue(last) && !current.startsWith('-')) return valuesOf(last)
  const list = isList ? undefined : openList(command, rest)
  if (list && !current.startsWith('-')) return valuesOf(list)
  if (current.startsWith('-')) return optionsOf(command, rest)
  const argument = command.registeredArguments[countArguments(command, rest)]
  return argument ? valuesOf(argument) : []
}

/** The flag whose several values are being listed. */
function openList(command: Command, words: readonly string[]): Option | undefined {
  const flag = words.findLast((word) => word.startsWith('-'))
  const option = optionOf(command, flag)
  return option?.variadic ? option : undefined
}

function optionOf(command: Command, word: string | undefined): Option | undefined {
  return command.options.find(
    (option) => word !== undefined && (option.long === word || option.short === word),
  )
}

function takesValue(option: Option): boolean {
  return option.required || option.optional
}

/** How many of the words are arguments: no flags, nor their values. */
function countArguments(command: Command, words: readonly string[]): number {
  let count = 0
  let isValue = false
  for (const word of words) {
    if (word.startsWith('-')) isValue = optionOf(command, word)?.required === true && !word.includes('=')
    else if (isValue) isValue = false
    else count += 1
  }
  return count
}

async function valuesOf(taker: Option | Argument): Promise<Candidates> {
  if (taker.argChoices) return taker.argChoices.map((choice) => [choice, ''])
  const name = 'flags' in taker ? (/[<[]([\w-]+)/.exec(taker.flags)?.[1] ?? '') : taker.name()
  if ('flags' in taker && taker.long === '--profile')
    return (await profileNames()).map((profile) => [profile, ''])
  if (name === 'topic') return (await readTopics()).map(({ topic, title }) => [topic, title])
  return PATHS.has(name) ? 'files' : []
}

/** The flags that have not been given yet, but for those that may be repeated. */
function optionsOf(command: Command, words: readonly string[]): Candidates {
  return command
    .createHelp()
    .visibleOptions(command)
    .filter(
      ({ long, parseArg, variadic }) => parseArg !== undefined || variadic || !words.includes(long ?? ''),
    )
    .map(({ long, short, description }) => [long ?? short ?? '', firstLine(description)])
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? ''
}
