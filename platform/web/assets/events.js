// A shared worker: one stream of changes for all pages of a browser, which opens no more than six connections to a platform.
// Only pages that can be seen take part; while there is none, there is no stream.

const pages = new Set()
let stream

function tell(type, data) {
  for (const page of pages) page.postMessage({ type, data })
}

function openStream() {
  const opened = new EventSource('/events')
  for (const type of ['hello', 'change']) opened.addEventListener(type, ({ data }) => tell(type, data))
  // Closed: the platform refuses it, for instance after logging out. Otherwise the browser connects again by itself.
  opened.addEventListener('error', () =>
    tell(opened.readyState === EventSource.CLOSED ? 'closed' : 'error', ''),
  )
  return opened
}

function update() {
  if (pages.size === 0) {
    stream?.close()
    stream = undefined
  } else if (!stream || stream.readyState === EventSource.CLOSED) stream = openStream()
}

addEventListener('connect', ({ ports: [page] }) => {
  page.addEventListener('message', ({ data: isSeen }) => {
    if (isSeen) pages.add(page)
    else pages.delete(page)
    // What has changed while nobody could see it, the page has to ask for.
    if (isSeen && stream?.readyState === EventSource.OPEN) page.postMessage({ type: 'hello', data: '' })
    update()
  })
  page.start()
})
