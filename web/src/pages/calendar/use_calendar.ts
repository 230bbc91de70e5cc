// SPDX-License-Identifier: Apache-2.0
// What falls into a span of days, with the task of each entry.
import { computed, watch, type Ref } from 'vue'
import { api, send } from '@/api/client'
import type { Calendar, TaskRow } from '@/api/types'
import { useLoad } from '@/state/load'
import type { Filters } from '@/text/filters'

export interface Entry {
  date: string
  remindOn: string
  kind: Calendar['entries'][number]['kind']
  text: string
  task: TaskRow
}

// `until`: inclusive.
export function useCalendar(id: string, filters: Ref<Filters>, from: Ref<string>, until: Ref<string>) {
  const { data, error, run } = useLoad<Calendar>()
  const load = () => {
    const { dated: _dated, due_from: _from, due_to: _to, ...rest } = filters.value
    const query = { ...rest, from: from.value, to: until.value }
    return run(async () => (await send(api.GET('/api/v1/plans/{id}/calendar', { params: { path: { id }, query } }))) as Calendar)
  }
  watch(() => JSON.stringify([filters.value, from.value, until.value]), load, { immediate: true })
  const entries = computed<Entry[] | null>(() =>
    data.value ? data.value.entries.map((e) => ({ date: e.date, remindOn: e.remind_on, kind: e.kind, text: e.text, task: data.value!.tasks[e.task] as TaskRow })) : null,
  )
  return { entries, error, load }
}

// Who must do it, in a few words.
export function owners(task: TaskRow): string {
  const of = (roles: string[]) => task.parties.filter((p) => roles.includes(p.role)).map((p) => p.text)
  const names = of(['lead']).length ? of(['lead']) : of(['responsible', 'separate'])
  return names.slice(0, 2).join('、') + (names.length > 2 ? ` +${names.length - 2}` : '')
}
