/** The value of a variable that is the id of one of the project's models, which is known once it is deployed. */
export interface ModelReference<Name extends string = string> {
  model: Name
}

/** The id of one of the project's assets. */
export interface AssetReference<Name extends string = string> {
  asset: Name
}

/** The id of a model of the project, as the value of a variable: `environment: { MODEL_ID: model('invoice') }`. */
export function model<const Name extends string>(name: Name): ModelReference<Name> {
  return { model: name }
}

/** The id of an asset of the project, as the value of a variable. */
export function asset<const Name extends string>(name: Name): AssetReference<Name> {
  return { asset: name }
}
