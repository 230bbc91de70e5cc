// SPDX-License-Identifier: Apache-2.0
// How many messages of this person are unread. Asked again once a minute while the page is seen.
import { ref } from 'vue'
import { api, kByItself, send } from '@/api/client'

export const unread = ref(0)
const kEvery = 60_000
let timer = 0

async function ask(): Promise<void> {
  if (document.visibilityState !== 'visible') return
  try {
    unread.value = (await send(api.GET('/api/v1/inbox/count', { headers: kByItself }))).unread
  } catch {
    // the next time; what is wrong with the connection is told elsewhere
  }
}

export function watchInbox(): void {
  forgetInbox()
  void ask()
  timer = window.setInterval(ask, kEvery)
  document.addEventListener('visibilitychange', ask)
}

export function forgetInbox(): void {
  window.clearInterval(timer)
  document.removeEventListener('visibilitychange', ask)
  unread.value = 0
}
