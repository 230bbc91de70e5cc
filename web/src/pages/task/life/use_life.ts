// SPDX-License-Identifier: Apache-2.0
// The life of the task on the page: what the server says it is, and acts on it, each naming the version one sees.
import { ref, shallowRef } from 'vue'
import { api, ApiError, sendWithTag } from '@/api/client'
import type { TaskLife } from '@/api/types'

type Answer = Promise<{ data?: unknown; error?: unknown; response: Response }>
export type Seen = { 'If-Match': string }

export interface LifeDesk {
  life: ReturnType<typeof shallowRef<TaskLife | null>>
  problem: ReturnType<typeof shallowRef<unknown>>
  busy: ReturnType<typeof ref<boolean>>
  load: () => Promise<void>
  act: (call: (seen: Seen) => Answer) => Promise<boolean>
  can: (act: TaskLife['can'][number]) => boolean
}

export function useLife(id: () => string, changed: () => void): LifeDesk {
  const life = shallowRef<TaskLife | null>(null)
  const problem = shallowRef<unknown>(null)
  const busy = ref(false)
  let tag = ''

  async function load(): Promise<void> {
    try {
      const got = await sendWithTag(api.GET('/api/v1/tasks/{id}/life', { params: { path: { id: id() } } }))
      life.value = got.data as TaskLife
      tag = got.tag
    } catch (error) {
      problem.value = error
      life.value = null
    }
  }
  // Whether it was done. What somebody else did meanwhile is fetched and shown, beside the refusal.
  async function act(call: (seen: Seen) => Answer): Promise<boolean> {
    busy.value = true
    problem.value = null
    try {
      const got = await sendWithTag(call({ 'If-Match': tag }) as Promise<{ data?: TaskLife; error?: unknown; response: Response }>)
      life.value = got.data
      tag = got.tag
      changed()
      return true
    } catch (error) {
      problem.value = error
      if (error instanceof ApiError && error.status === 412) await load()
      return false
    } finally {
      busy.value = false
    }
  }
  return { life, problem, busy, load, act, can: (one) => life.value?.can.includes(one) ?? false }
}
