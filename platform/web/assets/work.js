// Sends heartbeats for the claimed work while the page is open, and handles keys.

/** The platform requeues work so long after its last heartbeat. */
const LEASE_MS = 60_000
const HEARTBEAT_MS = 20_000
/** How often a platform that does not answer is tried again. */
const RETRY_MS = 5000

const work = document.querySelector('[data-heartbeat]')
/** When the last heartbeat that was answered was sent, and when the last of all. */
let heardAt = Date.now()
let triedAt = 0
let isAnswered = true

async function beat() {
  const at = Date.now()
  triedAt = at
  try {
    const { ok, status } = await fetch(work.dataset.heartbeat, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: '',
    })
    if (!ok && status < 500) return showLost()
    isAnswered = ok
    if (ok) heardAt = at
  } catch {
    isAnswered = false
  }
  showConnection()
}

/** Says while the platform does not answer, and how long the work is still this page's. */
function showConnection() {
  const left = Math.max(0, Math.ceil((heardAt + LEASE_MS - Date.now()) / 1000))
  document.getElementById('unheard').hidden = isAnswered
  document.getElementById('time-left').textContent =
    left > 0 ? `${left} s are left.` : 'It may be somebody else’s by now.'
}

function showLost() {
  clearInterval(beating)
  document.getElementById('unheard').hidden = true
  document.getElementById('lost').hidden = false
  for (const button of work.querySelectorAll('button')) button.disabled = true
}

const beating = setInterval(() => {
  if (!isAnswered) showConnection()
  if (Date.now() - triedAt >= (isAnswered ? HEARTBEAT_MS : RETRY_MS)) void beat()
}, 1000)
void beat()
// After the machine slept, the page asks at once whether the work is still its own.
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void beat())

const complete = document.getElementById('complete')
const fields = () => [...complete.querySelectorAll('input, select')]

// Enter goes from field to field, and from the last one to the button.
complete.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.target.localName !== 'input') return
  event.preventDefault()
  const all = fields()
  const next = all[all.indexOf(event.target) + 1] ?? document.getElementById('approve')
  next.focus()
  if (next.localName === 'input') next.select()
})

document.addEventListener('keydown', (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey) return
  if (event.code === 'KeyR') {
    event.preventDefault()
    document.getElementById('reject').open = true
    document.getElementById('reason').focus()
  }
  if (event.code === 'KeyG') {
    event.preventDefault()
    document.getElementById('give-back').requestSubmit()
  }
})

// A draft of what is typed stays in this tab until the work is done: it survives leaving the page and coming back.
const DRAFT = `draft ${complete.dataset.draft}`
const typed = () => JSON.stringify([...new FormData(complete)])
const asShown = typed()
let isSending = false

function saveDraft() {
  if (isSending) return
  if (typed() === asShown) sessionStorage.removeItem(DRAFT)
  else sessionStorage.setItem(DRAFT, typed())
}

complete.addEventListener('input', saveDraft)
const draft = sessionStorage.getItem(DRAFT)
// A form that came back from the platform has what was typed, and what is wrong with it.
if (draft && document.getElementById('message').hidden && draft !== asShown) {
  for (const [name, value] of JSON.parse(draft)) {
    const field = complete.elements.namedItem(name)
    if (field) field.value = value
  }
  document.getElementById('draft').hidden = false
}
document.getElementById('discard').addEventListener('click', () => {
  complete.reset()
  sessionStorage.removeItem(DRAFT)
  document.getElementById('draft').hidden = true
})

const releaseForm = document.getElementById('give-back')
releaseForm.addEventListener('submit', (event) => {
  if (typed() !== asShown && !confirm(releaseForm.dataset.draftQuestion)) {
    event.preventDefault()
    event.stopPropagation()
    return
  }
  isSending = true
  sessionStorage.removeItem(DRAFT)
})
