// SPDX-License-Identifier: Apache-2.0
// The plans one may see, and the one being looked at.
import { reactive } from 'vue'
import { api, send } from '@/api/client'
import type { Plan } from '@/api/types'

export const plans = reactive<{ all: Plan[]; loaded: boolean; current: Plan | null }>({
  all: [],
  loaded: false,
  current: null,
})

const kRecent = 'luoshi.recent-plans'

export function recentIds(): string[] {
  try {
    return JSON.parse(localStorage.getItem(kRecent) ?? '[]')
  } catch {
    return []
  }
}

export async function loadPlans(again = false): Promise<Plan[]> {
  if (!plans.loaded || again) {
    plans.all = (await send(api.GET('/api/v1/plans'))).items
    plans.loaded = true
    plans.current ??= recentIds().map(byId).find(Boolean) ?? plans.all[0] ?? null
  }
  return plans.all
}

export function byId(id: string): Plan | undefined {
  return plans.all.find((plan) => plan.id === id)
}

export function lookAt(plan: Plan): void {
  plans.current = plan
  localStorage.setItem(kRecent, JSON.stringify([plan.id, ...recentIds().filter((id) => id !== plan.id)].slice(0, 5)))
}

export function forgetPlans(): void {
  Object.assign(plans, { all: [], loaded: false, current: null })
}
