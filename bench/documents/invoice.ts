/** What an invoice truly says. Amounts are plain decimals, dates `YYYY-MM-DD`. */
export interface Invoice {
  number: string
  date: string
  due: string
  net: string
  tax: string
  total: string
  rate: number
  lines: { text: string; quantity: number; price: string; sum: string }[]
  supplier: string
  buyer: string
}

/** What varies between the invoices of one layout. */
export interface InvoiceOptions {
  seed: number
  /** In percent; 0 is an export or a reverse charge. */
  rate: number
  /** All amounts are whole, and stand without decimals. */
  whole?: boolean
  number: (digits: string, year: string) => string
}

const goods = ['Alpha', 'Beta', 'Gamma', 'Delta', 'Epsilon', 'Omega'].map((name) => `${name} 12`)
const suppliers = ['Nordlicht Handel GmbH', 'Brightwater Ltd', 'Atelier Dumont SARL', 'Fjordvik Bygg AS']
const buyers = ['Kunden AG Mitte', 'Harper & Sons', 'Musterbetrieb KG', 'Lille Butikk AS']

/** An invoice by its seed, the same each time. */
export function makeInvoice({ seed, rate, whole = false, number }: InvoiceOptions): Invoice {
  const next = randomOf(seed)
  const pick = <T>(values: readonly T[]) => values[Math.floor(next() * values.length)] as T
  const unit = whole ? 100 : 1
  const lines = Array.from({ length: 1 + Math.floor(next() * 3) }, () => {
    const quantity = 1 + Math.floor(next() * 9)
    const cents = Math.ceil((2000 + Math.floor(next() * 60_000)) / (unit * 100)) * unit * 100
    const price = whole ? cents : cents + Math.floor(next() * 99)
    return { text: pick(goods), quantity, price: money(price), sum: money(price * quantity) }
  })
  const net = lines.reduce((sum, line) => sum + Math.round(Number(line.sum) * 100), 0)
  const tax = Math.round((net * rate) / 100 / unit) * unit
  const start = Date.UTC(2023 + Math.floor(next() * 4), Math.floor(next() * 12), 1 + Math.floor(next() * 28))
  const date = dayOf(start)
  return {
    number: number(String(10_000 + Math.floor(next() * 89_000)), date.slice(0, 4)),
    date,
    due: dayOf(start + pick([14, 21, 30]) * 86_400_000),
    net: money(net),
    tax: money(tax),
    total: money(net + tax),
    rate,
    lines,
    supplier: pick(suppliers),
    buyer: pick(buyers),
  }
}

function money(cents: number): string {
  return (cents / 100).toFixed(2)
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32's public-domain constants). */
function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
