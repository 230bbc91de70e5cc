// SPDX-License-Identifier: Apache-2.0
// One report: what stands in it is saved as it is typed, one save after the other, each naming the revision it
// began from. Another's save in between stops that until the two are merged (use_merge.ts).
import { computed, ref, shallowRef } from 'vue'
import { ApiError } from '@/api/client'
import { useFilling, type Asked } from '@/forms/use_filling'
import type { Outcome } from '@/forms/types'
import { useLoad } from '@/state/load'
import { useMerge } from './use_merge'
import { act as doAct, adoptPrevious, decideTime, getDue, saveDue, settleRemark, type DueDetail, type Given, type Verb } from './server'

export function useDue(id: () => string) {
  const loaded = useLoad<DueDetail>()
  const detail = computed(() => loaded.data.value)
  const revision = ref(0)
  const savedAt = shallowRef<Date | null>(null)
  const problem = shallowRef<unknown>(null)
  const busy = ref(false)
  const asked = ref(false)
  let queue: Promise<unknown> = Promise.resolve()

  const filling = useFilling(store)
  const merging = useMerge(id, () => detail.value?.form_definition, filling)
  const conflict = computed(() => merging.theirs.value !== null)
  const isChanged = (error: unknown): error is ApiError => error instanceof ApiError && error.code === 'duty.content-changed'
  const entering = ref(false) // the office types what came on paper
  const writing = computed(() => !!detail.value?.verbs.some((verb) => verb === 'fill' || verb === 'correct' || (verb === 'enter' && entering.value)))

  async function save(what: Asked) {
    try {
      return await saveDue(id(), revision.value, what)
    } catch (error) {
      if (isChanged(error)) await merging.refused(error)
      throw error
    }
  }
  function store(what: Asked): Promise<Outcome> {
    const mark = filling.mark()
    const refusal = filling.problem.value
    const mine = queue.then(async () => {
      if (conflict.value) throw refusal ?? filling.problem.value // nothing goes out before the two are merged
      const got = await save(what)
      revision.value = got.revision
      merging.stands(got.revision, what)
      merging.forget()
      savedAt.value = new Date()
      filling.keep(mark)
      return got.outcome
    })
    queue = mine.catch(() => {})
    return mine
  }
  const load = () =>
    loaded.run(async () => {
      const got = await getDue(id())
      revision.value = got.revision
      filling.take(got.values, got.reasons, got.outcome, true)
      filling.problem.value = null
      merging.stands(got.revision, got)
      const mayWrite = got.verbs.some((verb) => verb === 'fill' || verb === 'correct' || verb === 'enter')
      if (merging.resume(got, mayWrite)) entering.value = got.verbs.includes('enter')
      return got
    })
  // Everything typed is with the server; false: it is not.
  async function settled(): Promise<boolean> {
    if (filling.dirty.value) await filling.check()
    await queue
    return !filling.dirty.value && !filling.problem.value
  }
  // Saves what came of the decisions on top of what the other saved.
  async function saveMerged(): Promise<void> {
    const on = merging.settle()
    if (on === null) return
    revision.value = on
    filling.problem.value = null
    await filling.check()
  }
  async function takeTheirs(): Promise<void> {
    merging.forget()
    await load()
  }
  async function run(work: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    problem.value = null
    try {
      if (!(await settled())) return false
      await work()
      entering.value = false
      await load()
      return true
    } catch (error) {
      problem.value = error
      if (error instanceof ApiError && error.code === 'duty.not-ready') asked.value = true
      if (isChanged(error) && !filling.dirty.value) await load() // nothing of mine is at stake: what stands there now is shown
      return false
    } finally {
      busy.value = false
    }
  }
  const act = (verb: Verb, given: Given) => run(() => doAct(id(), verb, revision.value, given))
  const settle = (remark: string) => run(() => settleRemark(remark, ''))
  const decide = (extension: string, date: string) => run(() => decideTime(extension, date))
  async function takePrevious(): Promise<{ fields: number; rows: number } | null> {
    let got: { fields: number; rows: number } | null = null
    await run(async () => (got = await adoptPrevious(id(), revision.value)))
    return got
  }
  return { loaded, detail, revision, savedAt, problem, busy, asked, filling, conflict, entering, writing, merging, load, saveMerged, takeTheirs, act, settle, decide, takePrevious }
}
