// SPDX-License-Identifier: Apache-2.0
// Loads what a page shows and keeps what was there until the new has come.
import { shallowRef, type ShallowRef } from 'vue'
import { ApiError } from '@/api/client'
import { connectionLost } from './connection'

export interface Loaded<T> {
  data: ShallowRef<T | null>
  error: ShallowRef<unknown>
  busy: ShallowRef<boolean>
  run: (work: () => Promise<T>) => Promise<void>
}

// Of several runs the latest wins, whatever order their answers come in.
export function useLoad<T>(): Loaded<T> {
  const data = shallowRef<T | null>(null)
  const error = shallowRef<unknown>(null)
  const busy = shallowRef(false)
  let latest = 0
  async function run(work: () => Promise<T>): Promise<void> {
    const mine = ++latest
    busy.value = true
    try {
      const got = await work()
      if (mine === latest) [data.value, error.value] = [got, null]
    } catch (problem) {
      if (problem instanceof ApiError && problem.code === 'offline') connectionLost()
      if (mine === latest) error.value = problem
    } finally {
      if (mine === latest) busy.value = false
    }
  }
  return { data, error, busy, run }
}
