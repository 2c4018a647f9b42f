import { QuotaExceededError, type Quotas } from '../access/quotas.ts'
import { limitExceeded } from '../problem.ts'

/** Quotas for operations: an exceeded one answers 429. */
export function refuseOverQuota(quotas: Quotas): Quotas {
  return {
    ...quotas,
    spend: (name, create) =>
      quotas.spend(name, create).catch((error: unknown) => {
        throw error instanceof QuotaExceededError ? limitExceeded() : error
      }),
  }
}
