// SPDX-License-Identifier: Apache-2.0
// A list read page by page under the filters of the address; the people met in it, to choose from.
import { computed, ref, watch } from 'vue'
import { useRoute } from 'vue-router'
import { api, send } from '@/api/client'
import { useLoad } from '@/state/load'

export interface Met {
  id: string
  name: string
}
interface Page<T> {
  items: T[]
  next_cursor: string | null
}
export interface AuditQuery {
  person?: string
  kind?: string
  object?: string
  from?: string
  to?: string
}

export function useAudit<T extends { person: { id: string | null; name: string } }>(read: (query: AuditQuery & { cursor?: string }) => Promise<Page<T>>) {
  const route = useRoute()
  const { data, error, busy, run } = useLoad<Page<T>>()
  const people = ref<Map<string, string>>(new Map())
  const query = computed(() => Object.fromEntries(Object.entries(route.query).filter(([, value]) => value)) as AuditQuery)
  async function next(cursor?: string): Promise<Page<T>> {
    const page = await read({ ...query.value, cursor })
    for (const { person } of page.items) if (person.id && !people.value.has(person.id)) people.value.set(person.id, person.name)
    return { items: [...(cursor ? (data.value?.items ?? []) : []), ...page.items], next_cursor: page.next_cursor }
  }
  // Everybody there is; should that fail, those met in the list.
  void send(api.GET('/api/v1/audit/people')).then(({ items }) => items.forEach((one) => people.value.set(one.id, `${one.name}（${one.username}）`)), () => undefined)
  const load = () => run(() => next())
  const more = () => run(() => next(data.value?.next_cursor ?? undefined))
  const path = route.path
  watch(query, () => route.path === path && load(), { immediate: true })
  const met = computed<Met[]>(() => [...people.value].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name, 'zh')))
  return { data, error, busy, load, more, met, query }
}
