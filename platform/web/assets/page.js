// For every page: times in the local time zone, and live parts that follow changes.

const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto', style: 'short' })
const clockTime = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' })
const dateAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
]

/** @param {number} at milliseconds since the epoch */
function ago(at) {
  const difference = Math.min(0, at - Date.now())
  const [unit, size] = UNITS.find(([, size]) => -difference >= size) ?? ['second', 1000]
  return relative.format(Math.trunc(difference / size), unit)
}

/** As the server writes them. */
function span(ms) {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`
  const seconds = ms / 1000
  if (seconds < 10) return `${seconds.toFixed(1)} s`
  if (seconds < 100) return `${Math.round(seconds)} s`
  const minutes = Math.floor(seconds / 60)
  return minutes < 60
    ? `${minutes} min ${Math.round(seconds % 60)} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

function showTimes() {
  for (const element of document.querySelectorAll('time[datetime]')) {
    const at = Date.parse(element.dateTime)
    const text = element.dataset.style === 'time' ? clockTime.format(at) : ago(at)
    if (element.textContent !== text) element.textContent = text
    element.title ||= dateAndTime.format(at)
  }
  for (const element of document.querySelectorAll('[data-since]'))
    element.textContent = span(Date.now() - Number(element.dataset.since))
}

/** The HTML of each live part as the server last sent it. Scripts and people have changed the shown one since. */
const known = new Map()

/** What a replacement must keep of a part: open details, focus, scroll positions. */
function stateOf(part) {
  const open = [...part.querySelectorAll('details[open][data-key]')].map((one) => one.dataset.key)
  const focused = part.contains(document.activeElement) ? pathOf(document.activeElement) : undefined
  const scrolled = [...part.querySelectorAll('.log, .json')].map((one) => one.scrollTop)
  return { open, focused, scrolled }
}

function pathOf(element) {
  for (const name of ['id', 'href', 'name'])
    if (element.hasAttribute(name))
      return `${element.localName}[${name}="${CSS.escape(element.getAttribute(name))}"]`
  return undefined
}

function restore(part, { open, focused, scrolled }) {
  for (const key of open)
    part.querySelector(`details[data-key="${CSS.escape(key)}"]`)?.setAttribute('open', '')
  if (focused) part.querySelector(focused)?.focus({ preventScroll: true })
  for (const [index, one] of [...part.querySelectorAll('.log, .json')].entries())
    one.scrollTop = scrolled[index] ?? 0
}

/** @param {Document} page the same page as it is now */
function showChanges(page) {
  for (const fresh of page.querySelectorAll('[data-live][id]')) {
    const shown = document.getElementById(fresh.id)
    const html = fresh.outerHTML
    if (!shown || known.get(fresh.id) === html) continue
    known.set(fresh.id, html)
    const state = stateOf(shown)
    shown.replaceWith(fresh)
    restore(fresh, state)
  }
  document.title = page.title
  prepare()
}

let isRefreshing = false
let isStale = false

/** Fetches this page again. Calls during a fetch become one more fetch after it. */
async function refresh() {
  if (isRefreshing) {
    isStale = true
    return
  }
  isRefreshing = true
  try {
    const response = await fetch(location.href, { headers: { accept: 'text/html' } })
    if (response.redirected) location.reload()
    const page = new DOMParser().parseFromString(await response.text(), 'text/html')
    if (response.ok) showChanges(page)
  } catch {
    // The stream's next `hello` says that the platform is back.
  } finally {
    isRefreshing = false
    if (isStale) {
      isStale = false
      void refresh()
    }
  }
}

/**
 * The browser's one stream of changes, of which a page gets events while it is seen; without shared workers, a stream of its own.
 * @returns a function to say whether the page is seen
 */
function connect(onEvent) {
  let stream
  const own = (isSeen) => {
    if (!isSeen) stream?.close()
    if (!isSeen || (stream && stream.readyState !== EventSource.CLOSED)) return
    stream = new EventSource('/events')
    for (const type of ['hello', 'change']) stream.addEventListener(type, ({ data }) => onEvent(type, data))
    const opened = stream
    stream.addEventListener('error', () =>
      onEvent(opened.readyState === EventSource.CLOSED ? 'closed' : 'error', ''),
    )
  }
  if (!globalThis.SharedWorker) return own
  const worker = new SharedWorker(document.body.dataset.events)
  let isBroken = false
  worker.addEventListener('error', () => {
    isBroken = true
    own(isSeen())
  })
  worker.port.addEventListener('message', ({ data: { type, data } }) => onEvent(type, data))
  worker.port.start()
  return (isSeen) => (isBroken ? own(isSeen) : worker.port.postMessage(isSeen))
}

const isSeen = () => document.visibilityState === 'visible'

function listen(watch) {
  const offline = document.getElementById('offline')
  let wasLost = false
  const show = connect((type, data) => {
    if (type === 'hello') {
      offline.hidden = true
      wasLost = false
    }
    if (type === 'error') {
      if (wasLost) offline.hidden = false
      wasLost = true
    }
    // Changes before the stream started, or while it was lost, were not sent. Of a closed one the login page knows more.
    const isConcerned = watch === '*' || data === '*' || watch.split(' ').some((id) => data.includes(id))
    if (type === 'hello' || type === 'closed' || (type === 'change' && isConcerned)) void refresh()
  })
  document.addEventListener('visibilitychange', () => show(isSeen()))
  addEventListener('pagehide', () => show(false))
  addEventListener('pageshow', ({ persisted }) => persisted && show(isSeen()))
  show(isSeen())
}

/** Gives new elements what only scripts can do. */
function prepare() {
  showTimes()
  for (const button of document.querySelectorAll('button[data-copy][hidden]'))
    button.hidden = !navigator.clipboard
}

document.addEventListener('click', async ({ target }) => {
  const button = target.closest?.('button[data-copy]')
  if (!button) return
  await navigator.clipboard.writeText(button.dataset.copy)
  button.classList.add('done')
  setTimeout(() => button.classList.remove('done'), 1200)
})

// Forms that filter do so as they are changed, without a new page.
let filterTimer
document.addEventListener('input', ({ target }) => {
  const form = target.closest?.('form[data-auto]')
  if (!form) return
  clearTimeout(filterTimer)
  filterTimer = setTimeout(() => filter(form), target.localName === 'input' ? 200 : 0)
})
document.addEventListener('submit', (event) => {
  if (!event.target.matches('form[data-auto]')) return
  event.preventDefault()
  filter(event.target)
})

function filter(form) {
  const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ''))
  history.replaceState(null, '', `${location.pathname}${query.size > 0 ? `?${query}` : ''}`)
  void refresh()
}

// A form is sent once, however often its button is clicked, and some ask first.
const sent = new Set()
document.addEventListener('submit', (event) => {
  const form = event.target
  if (form.method !== 'post') return
  const { question } = form.dataset
  if (sent.has(form) || (question && !confirm(question))) event.preventDefault()
  else sent.add(form)
})
// A page that one goes back to can send its forms again.
addEventListener('pageshow', () => sent.clear())

// Ctrl+Enter, or ⌘+Enter, sends a form from within a text field of many lines.
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
    event.target.closest?.('form[data-submit-keys]')?.requestSubmit()
})

// Work that is done needs no draft.
const done = new URLSearchParams(location.search).get('done')
if (done) sessionStorage.removeItem(`draft ${done}`)

for (const part of document.querySelectorAll('[data-live][id]')) known.set(part.id, part.outerHTML)
for (const element of document.querySelectorAll('[data-without-script]')) element.hidden = true
for (const element of document.querySelectorAll('[data-with-script]')) element.hidden = false
prepare()
setInterval(showTimes, 1000)
if (document.body.dataset.watch !== undefined) listen(document.body.dataset.watch)
