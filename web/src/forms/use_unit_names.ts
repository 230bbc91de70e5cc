// SPDX-License-Identifier: Apache-2.0
// Short names of units of the directory that have what was typed in a name of theirs.
import { onBeforeUnmount, shallowRef } from 'vue'
import { api, send } from '@/api/client'

export function useUnitNames() {
  const names = shallowRef<string[]>([])
  let timer = 0
  let latest = 0
  let asked: string | null = null
  function find(text: string): void {
    const q = text.trim()
    if (q === asked) return
    clearTimeout(timer)
    timer = window.setTimeout(async () => {
      const mine = ++latest
      asked = q
      const found = await send(api.GET('/api/v1/units', { params: { query: { q: q || undefined, kind: 'unit', limit: 20 } } })).catch(() => null)
      if (mine === latest && found) names.value = [...new Set(found.items.map((unit) => unit.short_name))]
    }, 150)
  }
  onBeforeUnmount(() => clearTimeout(timer))
  return { names, find }
}
