import { connect, type ConnectOptions } from '../connect.ts'
import { ExitCode } from '../exit-codes.ts'
import { interruption } from '../interruption.ts'
import { UsageError } from '../usage-error.ts'
import { ask } from './ask.ts'
import { applyPlan, type Applied } from './apply.ts'
import { buildCandidate } from './build-candidate.ts'
import { isNew } from './image-candidate.ts'
import { handlerSchemas } from '../schemas/handler-schemas.ts'
import { makePlan, wantedOf } from './deployment-plan.ts'
import { findTransition, imageUrlOf, readProject } from './read-project.ts'
import { deployProject } from './project/deploy-project.ts'
import { findProject } from './project/find-project.ts'
import { openSecretBook } from './secret-book.ts'
import { formatApplied, formatFixed, formatPlan } from './format-plan.ts'

/** The flags of `transition deploy`. */
export interface DeployOptions extends ConnectOptions {
  config?: string
  image?: string
  replace?: boolean
  updateSecrets?: boolean
  /** Of a project: takes over what has its names on the platform. */
  adopt?: boolean
  /** Of a project: removes what it made and no longer needs. */
  prune?: boolean
  dryRun?: boolean
  yes?: boolean
  json?: boolean
}

/** Makes a transition, or a project, on a platform what its configuration says, after showing what that changes. */
export async function deploy(names: readonly string[], options: DeployOptions): Promise<void> {
  const [given, ...others] = names
  const { json, dryRun, yes } = options
  const say = json ? () => {} : (text: string) => console.log(text)
  if (!dryRun && !yes && !process.stdin.isTTY)
    throw new UsageError(
      'There is no terminal to ask on: --yes deploys without asking, --dry-run shows what would change',
    )
  const signal = interruption()
  const project = await findProject(given, options.config)
  if (project) return deployProject(project, names, { ...options, say, signal })
  if (others.length > 0 || options.adopt || options.prune)
    throw new UsageError(
      'This configuration is of one transition: names, --adopt and --prune are for projects',
    )
  const { config, handler, source } = await readProject(given, {
    config: options.config,
    needsHandler: options.image === undefined,
  })
  const { client, credentials, name: platform, isLocal } = await connect(options, { findsLocal: false })
  const current = await findTransition(client, config.name)
  const secrets = await openSecretBook(client, credentials, options.updateSecrets ?? false)
  const schemas = handler === undefined ? { notes: [] } : await handlerSchemas(handler)
  const imageUrl = imageUrlOf(config, options.image, isLocal)
  const wanted = wantedOf(config, { imageUrl, schemas, secrets })
  const plan = makePlan(wanted, current, secrets)

  // Only what is built here can have changed behind the same name.
  await using image =
    imageUrl === undefined || options.image !== undefined
      ? undefined
      : await buildCandidate({ source, imageUrl, pushes: !isLocal, say: json ? undefined : say, signal })
  const isNewImage = image !== undefined && isNew(image.candidate)
  const isUnchanged = plan.changes.length === 0 && plan.secrets.length === 0 && !isNewImage

  say(`\nOn ${platform}:\n`)
  say(
    isUnchanged
      ? `${config.name} is as the configuration says: nothing changes.`
      : formatPlan(plan, image?.candidate),
  )
  for (const note of schemas.notes) say(`\n${note}`)
  const report = (applied: Partial<Applied>) => {
    const { changes, secrets } = plan
    const written = secrets.map(({ name }) => name)
    const built = image ? { url: image.candidate.imageUrl, isNew: isNewImage } : null
    const all = {
      name: config.name,
      ...applied,
      changes,
      secrets: written,
      image: built,
      notes: schemas.notes,
    }
    if (json) console.log(JSON.stringify(all, undefined, 2))
  }
  if (isUnchanged)
    return report({ action: 'unchanged', ...(current && { transitionId: current.transitionId }) })
  if (plan.fixed.length > 0 && !options.replace) {
    report({})
    console.error(`\n${formatFixed(plan)}`)
    process.exitCode = ExitCode.notSucceeded
    return
  }
  if (dryRun) {
    say('\nThis was a dry run: nothing has changed.')
    return report({})
  }
  if (!yes && !(await ask('\nDeploy this? [y/N] ', signal))) {
    say('Nothing has changed.')
    process.exitCode = ExitCode.notSucceeded
    return
  }

  if (image && isNewImage) await image.release()
  signal.throwIfAborted()
  const applied = await applyPlan(client, plan)
  const action = applied.action === 'unchanged' && isNewImage ? 'updated' : applied.action
  say(`\n${formatApplied({ ...applied, action }, config.name)}`)
  report({ ...applied, action })
}
