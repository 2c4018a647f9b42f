import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FieldConfig, messageOf, type JsonObject } from '../../contract/index.ts'
import type { ProjectConfig } from '../config/project-config.ts'
import { placeOf } from '../../platform/workflows/language/structure.ts'
import { fromSchema } from '../flow/from-schema.ts'
import { ANY, OBJECT } from '../flow/shape.ts'
import type { TransitionShapes } from '../flow/state-flow.ts'
import { misfitsIn } from '../flow/workflow-flow.ts'
import { checkDefinition } from './check-definition.ts'
import { checkForm } from './check-form.ts'
import type { Fault } from './fault.ts'
import { readJsonText, type JsonText } from './json-text.ts'

/** What a handler says of its input and output, as JSON Schemas. */
export interface Schemas {
  inputJsonSchema?: JsonObject
  outputJsonSchema?: JsonObject
}

/** What is checked, and by what means. */
export interface CheckOptions {
  project: ProjectConfig
  /** Of the configuration; faults name files from here. */
  folder: string
  /** The configuration's name, for what stands in it. */
  configFile: string
  /** Loads a handler. @throws with a message for people */
  schemasOf: (handler: string) => Promise<Schemas>
}

/** Checks all of a project's files, and whether its steps fit together. */
export async function checkProject(options: CheckOptions): Promise<Fault[]> {
  const { project } = options
  const shapes = new Map<string, TransitionShapes>()
  const faults: Fault[] = []
  for (const [name, transition] of Object.entries(project.transitions)) {
    if (transition.type === 'manual' && transition.form !== undefined)
      faults.push(...(await checkFormOf(transition.form, `transitions.${name}.form`, options)))
    if (transition.handler === undefined) continue
    try {
      const schemas = await options.schemasOf(join(options.folder, transition.handler))
      // Of a manual transition anybody may give the output.
      if (transition.type !== 'manual') shapes.set(name, shapesOf(schemas))
    } catch (error) {
      faults.push({ file: transition.handler, message: messageOf(error) })
    }
  }
  for (const [name, { fieldConfig }] of Object.entries(project.models ?? {}))
    if (typeof fieldConfig === 'string')
      faults.push(...(await checkFields(fieldConfig, `models.${name}.fieldConfig`, options)))
  for (const [name, { file }] of Object.entries(project.assets ?? {}))
    if ((await textOf(file, options)) === undefined)
      faults.push(missing(file, `assets.${name}.file`, options))
  for (const [name, { definition }] of Object.entries(project.workflows ?? {}))
    faults.push(...(await checkWorkflow(definition, `workflows.${name}.definition`, shapes, options)))
  return faults
}

function shapesOf({ inputJsonSchema, outputJsonSchema }: Schemas): TransitionShapes {
  return {
    takes: inputJsonSchema ? fromSchema(inputJsonSchema) : ANY,
    gives: outputJsonSchema ? fromSchema(outputJsonSchema) : OBJECT,
  }
}

/** Of what isn't known, such as the work of a person. */
const UNKNOWN: TransitionShapes = { takes: ANY, gives: OBJECT }

async function checkWorkflow(
  file: string,
  place: string,
  shapes: ReadonlyMap<string, TransitionShapes>,
  options: CheckOptions,
): Promise<Fault[]> {
  const json = await readJson(file, options)
  if (!json) return [missing(file, place, options)]
  const faults = checkDefinition(json, Object.keys(options.project.transitions))
  // Only of a definition that means something can be said what its steps give.
  if (faults.some(({ isWarning }) => !isWarning)) return faults
  const misfits = misfitsIn(json.value, (resource) => shapes.get(resource) ?? UNKNOWN)
  return [
    ...faults,
    ...misfits.map(({ path, way, message }) => {
      const before = way.length > 1 ? ` (on the way ${way.join(' → ')})` : ''
      return json.faultAt(path, `${placeOf(path)}: ${message}${before}`)
    }),
  ]
}

async function checkFormOf(
  form: JsonObject | string,
  place: string,
  options: CheckOptions,
): Promise<Fault[]> {
  if (typeof form !== 'string')
    return checkForm(form, (path, message) => ({
      file: options.configFile,
      message: `${place}${path.length > 0 ? '.' : ': '}${message}`,
    }))
  const json = await readJson(form, options)
  if (!json) return [missing(form, place, options)]
  return json.value === undefined ? json.faults : [...json.faults, ...checkForm(json.value, json.faultAt)]
}

async function checkFields(file: string, place: string, options: CheckOptions): Promise<Fault[]> {
  const json = await readJson(file, options)
  if (!json) return [missing(file, place, options)]
  const issues = json.value === undefined ? [] : (FieldConfig.safeParse(json.value).error?.issues ?? [])
  return [
    ...json.faults,
    ...issues.map(({ path, message }) =>
      json.faultAt(
        path,
        `${placeOf(path)}: ${message}. A field is such as {"type": "amount", "maxLength": 20}`,
      ),
    ),
  ]
}

async function readJson(file: string, options: CheckOptions): Promise<JsonText | undefined> {
  const text = await textOf(file, options)
  return text === undefined ? undefined : readJsonText(text, file)
}

function textOf(file: string, { folder }: CheckOptions): Promise<string | undefined> {
  return readFile(join(folder, file), 'utf8').catch(() => undefined)
}

function missing(file: string, place: string, { configFile }: CheckOptions): Fault {
  return { file: configFile, message: `${place}: there is no file ${file}` }
}
