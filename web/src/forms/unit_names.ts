// SPDX-License-Identifier: Apache-2.0
// Units of the directory in forms: what is stored is a code, what is seen and typed a short name.
//   unitWords(text)         the short name for a code; anything else stays
//   useUnitNames(group)     names to offer while one types
import { onBeforeUnmount, reactive, shallowRef } from 'vue'
import { api, send } from '@/api/client'

const known = reactive(new Map<string, string>())
const asked = new Set<string>()

export function unitWords(text: string): string {
  if (!/^[a-z0-9]+([.-][a-z0-9]+)+$/.test(text)) return text
  if (!asked.has(text)) {
    asked.add(text)
    send(api.GET('/api/v1/units', { params: { query: { code: text, limit: 1 } } }))
      .then(({ items }) => items[0] && known.set(text, items[0].short_name))
      .catch(() => asked.delete(text))
  }
  return known.get(text) ?? text
}

// `group`: code of a group whose members alone are offered; '' all units.
export function useUnitNames(group: () => string) {
  const names = shallowRef<string[]>([])
  let timer = 0
  let latest = 0
  let last: string | null = null
  function find(text: string): void {
    const q = text.trim()
    const wanted = `${group()}:${q}`
    if (wanted === last) return
    clearTimeout(timer)
    timer = window.setTimeout(async () => {
      const mine = ++latest
      last = wanted
      const found = await send(api.GET('/api/v1/units', { params: { query: { q: q || undefined, kind: 'unit', group: group() || undefined, limit: 20 } } })).catch(() => null)
      if (mine === latest && found) names.value = [...new Set(found.items.map((unit) => unit.short_name))]
    }, 150)
  }
  onBeforeUnmount(() => clearTimeout(timer))
  return { names, find }
}
