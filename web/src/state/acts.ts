// SPDX-License-Identifier: Apache-2.0
// An act of a page on what it shows: done, then shown anew; what stands against it is kept for the page to tell.
import { ref, shallowRef } from 'vue'

export function useActs(load: () => Promise<void>) {
  const problem = shallowRef<unknown>(null)
  const busy = ref(false)
  async function run(work: () => Promise<unknown>): Promise<boolean> {
    busy.value = true
    problem.value = null
    try {
      await work()
      await load()
      return true
    } catch (error) {
      problem.value = error
      return false
    } finally {
      busy.value = false
    }
  }
  return { problem, busy, run }
}
