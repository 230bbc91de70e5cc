// SPDX-License-Identifier: Apache-2.0
// What another saved while one was writing, until the two are merged. It is kept in this tab, so that leaving or
// loading the page anew loses nothing; another person in the same tab does not see it.
import { computed, reactive, ref, shallowRef, watch } from 'vue'
import type { ApiError } from '@/api/client'
import { merge, type Decision, type Three } from '@/forms/merge'
import type { Form } from '@/forms/types'
import type { Asked, Filling } from '@/forms/use_filling'
import { session } from '@/state/session'
import { getDue, type DueDetail } from './server'

export interface Theirs extends Asked {
  revision: number
  by: string
  at: string // moment; '' not known
}
export interface Kept {
  revision: number // mine began from
  base: Asked
  mine: Asked
  decided: Record<string, Decision>
}
const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T
const kNothing: Asked = { values: {}, reasons: {} }

export function useMerge(id: () => string, form: () => Form | undefined, filling: Filling) {
  const base = shallowRef<Asked>(kNothing)
  const began = ref(0) // revision of `base`
  const theirs = shallowRef<Theirs | null>(null)
  const stranded = shallowRef<Kept | null>(null) // kept here, and the report can no longer be written
  const decided = reactive<Record<string, Decision>>({})
  const three = (): Three => ({ base: base.value, mine: filling.current(), theirs: theirs.value! })
  const merged = computed(() => (theirs.value && form() ? merge(form()!, three(), decided) : null))
  const place = () => `luoshi.merge.${session.me?.id ?? ''}.${id()}`

  // false: this browser keeps nothing, or has no room.
  function keep(): boolean {
    const kept: Kept = { revision: began.value, base: base.value, mine: filling.current(), decided }
    try {
      sessionStorage.setItem(place(), JSON.stringify(kept))
      return true
    } catch {
      return false
    }
  }
  function kept(): Kept | null {
    try {
      return JSON.parse(sessionStorage.getItem(place()) ?? 'null') as Kept | null
    } catch {
      return null
    }
  }
  function forget(): void {
    stranded.value = null
    try {
      sessionStorage.removeItem(place())
    } catch {
      // nothing is kept where nothing can be
    }
  }
  const clear = () => Object.keys(decided).forEach((key) => delete decided[key])
  watch([theirs, () => JSON.stringify(decided), () => filling.mark()], () => theirs.value && keep())

  function stands(at: number, what: Asked): void {
    began.value = at
    base.value = copy(what)
  }
  const open = (got: DueDetail, by: string, at: string) => (theirs.value = { values: got.values, reasons: got.reasons, revision: got.revision, by, at })
  // The server refused to save over what another saved.
  async function refused(error: ApiError): Promise<void> {
    const got = await getDue(id())
    clear()
    const known = String(got.revision) === error.details.revision
    open(got, known ? (error.details.by ?? '') : (got.saved_by ?? ''), known ? (error.details.at ?? '') : '')
  }
  // What was kept here stands in the page again; true: there was something.
  function resume(got: DueDetail, mayWrite: boolean): boolean {
    theirs.value = null
    stranded.value = null
    clear()
    const was = kept()
    if (!was) return false
    if (!mayWrite) {
      stranded.value = was
      return false
    }
    stands(was.revision, was.base)
    const moved = was.revision !== got.revision
    filling.take(was.mine.values, was.mine.reasons, moved ? got.outcome : null, false)
    if (moved) {
      Object.assign(decided, was.decided)
      open(got, got.saved_by ?? '', '')
    }
    return true
  }
  // The merged filling stands on what the other saved; the caller saves it.
  function settle(): number | null {
    const got = merged.value
    const other = theirs.value
    if (!got || !other || got.left > 0) return null
    stands(other.revision, { values: other.values, reasons: other.reasons })
    theirs.value = null
    clear()
    filling.take(got.values, got.reasons, filling.outcome.value, false)
    keep()
    return other.revision
  }
  return { theirs, merged, decided, stranded, stands, refused, resume, settle, forget, keep }
}
export type Merging = ReturnType<typeof useMerge>
