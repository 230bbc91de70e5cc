// SPDX-License-Identifier: Apache-2.0
// Whether the server answers. While it does not, asks again with growing pauses until it does.
import { reactive } from 'vue'

export const connection = reactive({ lost: false })
let timer: number | undefined

export function connectionLost(): void {
  if (connection.lost) return
  connection.lost = true
  ask(2000)
}

function ask(pause: number): void {
  clearTimeout(timer)
  timer = window.setTimeout(async () => {
    try {
      const answer = await fetch('/api/v1/system', { cache: 'no-store' })
      if (answer.ok) return (connection.lost = false)
    } catch {
      // still away
    }
    ask(Math.min(pause * 1.5, 15_000))
  }, pause)
}

window.addEventListener('offline', connectionLost)
window.addEventListener('online', () => connection.lost && ask(0))
