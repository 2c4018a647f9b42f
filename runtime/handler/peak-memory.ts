import { writeFileSync } from 'node:fs'

/** The most resident memory that this process has had, or has had since `resetPeakMemory`; in bytes. */
export function peakMemory(): number {
  // The kernel counts in kB.
  return process.resourceUsage().maxRSS * 1024
}

/** Makes the kernel count the peak anew (proc(5), clear_refs). */
export function resetPeakMemory(): void {
  try {
    writeFileSync('/proc/self/clear_refs', '5')
  } catch {
    // Elsewhere than on Linux the peak stays that of the process.
  }
}
