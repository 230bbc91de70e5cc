// SPDX-License-Identifier: Apache-2.0
// Puts a text on the clipboard; also where the page is served without TLS and has no clipboard of its own.
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard && window.isSecureContext) {
    try {
      return await navigator.clipboard.writeText(text)
    } catch {
      // not allowed: the old way
    }
  }
  const before = document.activeElement as HTMLElement | null
  const box = document.createElement('textarea')
  box.value = text
  box.setAttribute('aria-hidden', 'true')
  box.style.position = 'fixed'
  box.style.opacity = '0'
  document.body.append(box)
  box.select()
  document.execCommand('copy')
  box.remove()
  before?.focus({ preventScroll: true })
}
