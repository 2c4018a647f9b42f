// Sends heartbeats for the claimed work while the page is open, and handles keys.

/** The platform requeues work 60 seconds after its last heartbeat. */
const HEARTBEAT_MS = 20_000

const work = document.querySelector('[data-heartbeat]')

async function beat() {
  try {
    const { ok, status } = await fetch(work.dataset.heartbeat, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: '',
    })
    if (!ok && status < 500) showLost()
  } catch {
    // The platform does not answer; the next heartbeat tries again.
  }
}

function showLost() {
  clearInterval(beating)
  document.getElementById('lost').hidden = false
  for (const button of work.querySelectorAll('button')) button.disabled = true
}

const beating = setInterval(() => void beat(), HEARTBEAT_MS)
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
