// SPDX-License-Identifier: Apache-2.0
// A form being filled in: its values, and the server's word on them. Nothing is judged here: what stands
// there is sent a moment after the last change, and of several answers the one to the latest question counts.
import { computed, onBeforeUnmount, reactive, ref, shallowRef } from 'vue'
import { ApiError } from '@/api/client'
import { connectionLost } from '@/state/connection'
import type { Edit } from './pen'
import type { Cell, FileValue, Outcome, Reasons, Row, Values } from './types'
import { rowsOf, sameValues, trimmed } from './values'

export const kPause = 300 // ms after the last change

export interface Asked {
  values: Values
  reasons: Reasons
}

export function useFilling(ask: (what: Asked) => Promise<Outcome>) {
  const values = reactive<Values>({})
  const reasons = reactive<Reasons>({})
  const outcome = shallowRef<Outcome | null>(null)
  const problem = shallowRef<unknown>(null)
  const checking = ref(false)
  const changes = ref(0) // counts edits: what was saved is known by it
  const saved = ref(0)
  let timer = 0
  let latest = 0
  let composing = false

  async function check(): Promise<void> {
    clearTimeout(timer)
    const mine = ++latest
    checking.value = true
    try {
      const got = await ask(current())
      if (mine !== latest) return
      outcome.value = got
      problem.value = null
    } catch (error) {
      if (mine !== latest) return
      if (error instanceof ApiError && error.code === 'offline') connectionLost()
      problem.value = error
    } finally {
      if (mine === latest) checking.value = false
    }
  }
  function soon(): void {
    clearTimeout(timer)
    latest += 1 // an answer under way is to what no longer stands there
    checking.value = true
    timer = window.setTimeout(() => (composing ? soon() : void check()), kPause)
  }
  const current = (): Asked => ({ values: trimmed(values), reasons: Object.fromEntries(Object.entries(reasons).filter(([, text]) => text.trim() !== '')) })

  function put(field: string, row: number | undefined, column: string | undefined, value: Cell | FileValue[]): void {
    if (row === undefined || column === undefined) return void (values[field] = value)
    if (!Array.isArray(values[field])) values[field] = []
    const rows = values[field] as Row[]
    while (rows.length <= row) rows.push({})
    rows[row][column] = value as Cell
  }
  function apply(change: Edit): void {
    if (change.kind === 'value') put(change.place.field, change.place.row, change.place.column, change.value)
    else if (change.kind === 'rows') values[change.field] = change.rows
    else reasons[change.key] = change.text
    changes.value += 1
    soon()
  }
  // Takes over a whole filling, as it was read or stored; `outcome` when the server gave it along.
  function take(fresh: Values, why: Reasons, known: Outcome | null, isSaved: boolean): void {
    for (const name of Object.keys(values)) delete values[name]
    for (const key of Object.keys(reasons)) delete reasons[key]
    Object.assign(values, JSON.parse(JSON.stringify(fresh)))
    Object.assign(reasons, why)
    if (isSaved) saved.value = changes.value
    else changes.value += 1
    if (!known) return void check()
    clearTimeout(timer)
    latest += 1
    checking.value = false
    outcome.value = known
  }
  const begin = () => (composing = true)
  const end = () => (composing = false)
  window.addEventListener('compositionstart', begin)
  window.addEventListener('compositionend', end)
  onBeforeUnmount(() => {
    clearTimeout(timer)
    latest += 1
    window.removeEventListener('compositionstart', begin)
    window.removeEventListener('compositionend', end)
  })

  return {
    values, reasons, outcome, problem, checking, apply, take, check, current,
    dirty: computed(() => changes.value !== saved.value),
    mark: () => changes.value, // for keep(): what is being saved now
    keep: (at: number) => (saved.value = at),
    isSame: (other: Values) => sameValues(values, other),
    rows: (field: string) => rowsOf(values[field]),
  }
}
export type Filling = ReturnType<typeof useFilling>
