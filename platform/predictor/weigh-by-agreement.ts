import type { Candidate } from './candidates.ts'

/**
 * The amounts' candidates, weighed by whether they agree: where a net amount and a tax that the document states
 * add up to a total that it states, all three rise and their rivals fall. A net amount joins the totals, at
 * little, for a document that states no other. A tax of zero agrees where net and total are equal.
 */
export function weighByAgreement(found: ReadonlyMap<string, Candidate[]>): Map<string, Candidate[]> {
  const totals = found.get('total_amount') ?? []
  const nets = [...(found.get('net_amount') ?? []), ...(found.get('subtotal') ?? [])]
  const highestTotal = totals.filter(isLikely).toSorted((a, b) => b.score - a.score)[0]
  // No tax is as large as the total.
  const taxes = (found.get('tax_amount') ?? []).filter(
    (tax) => !highestTotal || Math.abs(cents(tax)) < Math.abs(cents(highestTotal)),
  )
  const agreed = {
    total_amount: new Set<string>(),
    net_amount: new Set<string>(),
    tax_amount: new Set<string>(),
  }
  let highest = 0
  for (const net of nets.filter(isLikely)) {
    for (const tax of taxes.filter(({ score }) => score >= 0.3)) {
      for (const total of totals.filter(isLikely)) {
        if (Math.abs(cents(net) + cents(tax) - cents(total)) > 2) continue
        const together = total.score * net.score * tax.score
        if (together < highest * 0.8) continue
        if (together > highest / 0.8) Object.values(agreed).forEach((values) => values.clear())
        highest = Math.max(highest, together)
        agreed.total_amount.add(total.value)
        agreed.net_amount.add(net.value)
        agreed.tax_amount.add(tax.value)
      }
    }
  }
  const weighed = new Map(found).set('tax_amount', taxes)
  for (const [id, values] of Object.entries(agreed)) {
    const candidates = weighed.get(id)
    if (!candidates || values.size === 0) continue
    weighed.set(
      id,
      candidates.map((candidate) => {
        const { score, value } = candidate
        return { ...candidate, score: values.has(value) ? score + (1 - score) * 0.55 : score * 0.85 }
      }),
    )
  }
  const spare = nets.filter(isLikely).map((net) => ({ ...net, score: net.score * 0.3 }))
  return weighed.set('total_amount', [...(weighed.get('total_amount') ?? []), ...spare])
}

function isLikely({ score, value }: Candidate): boolean {
  return score >= 0.3 && Number(value) !== 0
}

function cents({ value }: Candidate): number {
  return Math.round(Number(value) * 100)
}
