// SPDX-License-Identifier: Apache-2.0
// What every view of a plan's ledger shares: the plan itself and the filters of the address.
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { api, send } from '@/api/client'
import type { PlanDetail } from '@/api/types'
import { useLoad } from '@/state/load'
import { lookAt } from '@/state/plans'
import { filtersOf, queryOf, type Filters } from '@/text/filters'

// `keep`: parts of the address that are not filters and stay when those change.
export function usePlan(id: string, keep: string[] = []) {
  const route = useRoute()
  const router = useRouter()
  const plan = useLoad<PlanDetail>()
  const filters = computed(() => filtersOf(route.query))
  const kept = () => Object.fromEntries(keep.filter((key) => typeof route.query[key] === 'string').map((key) => [key, route.query[key] as string]))

  const load = () =>
    plan.run(async () => {
      const got = (await send(api.GET('/api/v1/plans/{id}', { params: { path: { id } } }))) as PlanDetail
      lookAt(got.plan)
      return got
    })
  function set(change: Partial<Filters>): void {
    const next = { ...filters.value, ...change }
    if (change.dated !== true && 'dated' in change) next.due_from = next.due_to = undefined
    void router.replace({ query: { ...kept(), ...queryOf(next) } })
  }
  const clear = () => router.replace({ query: kept() })
  const backQuery = computed(() => new URLSearchParams(queryOf(filters.value)).toString())
  void load()
  return { plan, filters, load, set, clear, backQuery, route, router }
}
