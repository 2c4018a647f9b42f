const JSONATA = 'is not supported, as it belongs to JSONata'
const DISTRIBUTED = 'is not supported, as it belongs to a distributed Map: only INLINE is'
/** Fields that AWS has and this platform has not, and what to do instead. */
const UNSUPPORTED: Readonly<Record<string, string>> = {
  Arguments: `${JSONATA}: use Parameters`,
  Assign: "is not supported, as there are no variables: carry data on in the state's output, by ResultPath",
  Condition: `${JSONATA}: use Variable and an operator`,
  Credentials: 'is not supported: put credentials into a secret of the transition (environmentSecrets)',
  ItemBatcher: DISTRIBUTED,
  ItemReader: `${DISTRIBUTED}. Read the items in a Task, and name them by ItemsPath`,
  Items: `${JSONATA}: use ItemsPath`,
  Label: DISTRIBUTED,
  Output: `${JSONATA}: use ResultSelector, ResultPath and OutputPath`,
  ResultWriter: DISTRIBUTED,
}

/** Why a field of AWS is refused, and what to do instead; undefined for any other name. */
export const whyUnsupported = (name: string): string | undefined =>
  Object.hasOwn(UNSUPPORTED, name) ? UNSUPPORTED[name] : undefined
