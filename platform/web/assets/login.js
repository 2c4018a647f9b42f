// Logs in with the code of a printed link. It stands after the link's #, which browsers send to nobody: it is in no log and
// no Referer, and whoever fetches the link to preview it uses up nothing.

function logIn() {
  const code = location.hash.slice(1)
  if (code === '') return
  history.replaceState(null, '', location.pathname + location.search)
  const form = document.getElementById('code-form')
  form.elements.code.value = code
  form.requestSubmit()
}

// A page that a browser prepares before anybody asked for it must not use up the code.
if (document.prerendering) document.addEventListener('prerenderingchange', logIn, { once: true })
else logIn()
addEventListener('hashchange', logIn)
