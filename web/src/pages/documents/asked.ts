// SPDX-License-Identifier: Apache-2.0
// Documents that wait for an answer of the own unit, over all its plans, the earliest first.
import { computed, watch } from 'vue'
import { api, send } from '@/api/client'
import { useLoad } from '@/state/load'
import { loadPlans } from '@/state/plans'
import { session, today } from '@/state/session'
import { isToEvaluate, type Line } from './document_words'

export interface Asked {
  line: Line
  until: string
}

// Asked of the own unit, and what its unit (the office: any) has to evaluate.
export function useAsked() {
  const { data, run } = useLoad<{ asked: Asked[]; evaluate: Asked[] }>()
  watch(
    () => [session.me?.unit?.id, session.me?.role, today()] as const,
    ([unit, role]) => {
      const office = role === 'office'
      if (!unit && !office) return
      void run(async () => {
        const plans = await loadPlans()
        const lists = await Promise.all(plans.map((plan) => send(api.GET('/api/v1/plans/{id}/documents', { params: { path: { id: plan.id } } }))))
        const lines = lists.flatMap(({ items }) => items)
        const evaluate = lines.filter((line) => (office || line.lead.id === unit) && isToEvaluate(line, today())).map((line) => ({ line, until: line.review_on! }))
        const asked = lines.flatMap((line) => line.waiting.filter((one) => one.unit.id === unit).map((one) => ({ line, until: one.until })))
        const byDay = (a: Asked, b: Asked) => a.until.localeCompare(b.until)
        return { asked: asked.sort(byDay), evaluate: evaluate.sort(byDay) }
      })
    },
    { immediate: true },
  )
  return { asked: computed(() => data.value?.asked ?? []), evaluate: computed(() => data.value?.evaluate ?? []) }
}
