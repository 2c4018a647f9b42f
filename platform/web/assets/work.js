// Says that somebody is at the work for as long as the page is open, and what keys do.

/** The platform takes work back that nobody was heard of for 60 seconds. */
const HEARTBEAT_MS = 20_000

const work = document.querySelector('[data-heartbeat]')

async function beat() {
  try {
    const { ok, status } = await fetch(work.dataset.heartbeat, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: '',
    })
    if (!ok && status < 500) lose()
  } catch {
    // The platform is away; the next one follows.
  }
}

function lose() {
  clearInterval(beating)
  document.getElementById('lost').hidden = false
  for (const button of work.querySelectorAll('button')) button.disabled = true
}

const beating = setInterval(() => void beat(), HEARTBEAT_MS)
void beat()
// A page that slept with its machine is told at once whether the work is still its own.
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
