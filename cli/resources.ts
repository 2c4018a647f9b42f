/** Disposes of several resources together, the last one first. Node 22 has no AsyncDisposableStack. */
export class Resources implements AsyncDisposable {
  #disposals: (() => unknown)[] = []

  /** Takes a resource, if there is one. */
  use(resource: AsyncDisposable | Disposable | null | undefined): void {
    if (!resource) return
    this.defer(() => {
      if (Symbol.asyncDispose in resource) return resource[Symbol.asyncDispose]()
      return resource[Symbol.dispose]()
    })
  }

  defer(dispose: () => unknown): void {
    this.#disposals.push(dispose)
  }

  /** Hands all of them over to another owner. */
  move(): Resources {
    const moved = new Resources()
    moved.#disposals = this.#disposals
    this.#disposals = []
    return moved
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const errors: unknown[] = []
    for (const dispose of this.#disposals.splice(0).toReversed()) {
      try {
        await dispose()
      } catch (error) {
        errors.push(error)
      }
    }
    if (errors.length > 1) throw new AggregateError(errors, 'several resources could not be disposed of')
    if (errors.length === 1) throw errors[0]
  }
}
