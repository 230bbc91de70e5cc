// SPDX-License-Identifier: Apache-2.0
// Documents that wait for an answer of the own unit, over all its plans, the earliest first.
import { computed, watch } from 'vue'
import { api, send } from '@/api/client'
import { useLoad } from '@/state/load'
import { loadPlans } from '@/state/plans'
import { session, today } from '@/state/session'
import type { Line } from './document_words'

export interface Asked {
  line: Line
  until: string
}

export function useAsked() {
  const { data, run } = useLoad<Asked[]>()
  watch(
    () => [session.me?.unit?.id, today()] as const,
    ([unit]) => {
      if (!unit) return
      void run(async () => {
        const plans = await loadPlans()
        const lists = await Promise.all(plans.map((plan) => send(api.GET('/api/v1/plans/{id}/documents', { params: { path: { id: plan.id } } }))))
        const asked = lists.flatMap(({ items }) => items).flatMap((line) => line.waiting.filter((one) => one.unit.id === unit).map((one) => ({ line, until: one.until })))
        return asked.sort((a, b) => a.until.localeCompare(b.until))
      })
    },
    { immediate: true },
  )
  return computed(() => data.value ?? [])
}
