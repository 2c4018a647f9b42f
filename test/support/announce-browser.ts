// Runs before all tests: a test that is skipped must not be skipped in silence.
import { hasNoBrowser, whyNoBrowser } from './browser.ts'

export default function announce(): void {
  if (!hasNoBrowser) return
  console.warn(
    `The tests of the page in a browser are skipped${whyNoBrowser}.\n` +
      'As root on Debian, .ci/chromium installs it; CHROMIUM names another one.\n',
  )
}
