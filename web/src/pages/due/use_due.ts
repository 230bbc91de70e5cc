// SPDX-License-Identifier: Apache-2.0
// One report: what stands in it is saved as it is typed, one save after the other, each naming the revision it
// began from. Another's save in between stops that until the person decides.
import { computed, ref, shallowRef } from 'vue'
import { ApiError } from '@/api/client'
import { useFilling, type Asked } from '@/forms/use_filling'
import type { Outcome } from '@/forms/types'
import { useLoad } from '@/state/load'
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
  const conflict = computed(() => filling.problem.value instanceof ApiError && filling.problem.value.status === 412)
  const entering = ref(false) // the office types what came on paper
  const writing = computed(() => !!detail.value?.verbs.some((verb) => verb === 'fill' || verb === 'correct' || (verb === 'enter' && entering.value)))

  function store(what: Asked): Promise<Outcome> {
    const mark = filling.mark()
    const mine = queue.then(async () => {
      const got = await saveDue(id(), revision.value, what)
      revision.value = got.revision
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
      return got
    })
  // Everything typed is with the server; false: it is not.
  async function settled(): Promise<boolean> {
    if (filling.dirty.value) await filling.check()
    await queue
    return !filling.dirty.value && !filling.problem.value
  }
  // The person has seen what the other wrote and keeps what stands here.
  async function keepMine(): Promise<void> {
    revision.value = (await getDue(id())).revision
    await filling.check()
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
  return { loaded, detail, revision, savedAt, problem, busy, asked, filling, conflict, entering, writing, load, keepMine, act, settle, decide, takePrevious }
}
