// SPDX-License-Identifier: Apache-2.0
// What was typed and not saved, kept on this computer until it is: a lost connection or a closed window loses nothing.
import { shallowRef } from 'vue'
import type { Content } from '@/forms/server'
import type { Asked } from '@/forms/use_filling'
import { sameValues } from '@/forms/values'
import { session } from '@/state/session'

interface Began {
  revision: number
  base: Asked
}
interface Kept extends Content {
  at: string
  began?: Began // of what is stored: from what one wrote on
}

export function useDraft(name: () => string) {
  const found = shallowRef<Kept | null>(null)
  const key = () => `luoshi.${session.me?.username ?? ''}.${name()}`

  function keep(content: Content, began?: Began): void {
    try {
      localStorage.setItem(key(), JSON.stringify({ ...content, began, at: new Date().toISOString() }))
    } catch {
      // the browser has no room: only the draft is lost
    }
  }
  function forget(): void {
    localStorage.removeItem(key())
    found.value = null
  }
  // Offers what was kept when it differs from what the server has.
  function look(stored: Content): void {
    try {
      const kept = JSON.parse(localStorage.getItem(key()) ?? 'null') as Kept | null
      found.value = kept && !sameValues(kept.values, stored.values) ? kept : null
    } catch {
      found.value = null
    }
  }
  function take(): Kept | null {
    const kept = found.value
    found.value = null
    return kept
  }
  return { found, keep, forget, look, take }
}
