// SPDX-License-Identifier: Apache-2.0
// The draft being confirmed: every change goes to the server at once, in order. What is not yet saved
// also stands in localStorage, so that neither a lost connection nor a closed browser loses it.
import { onBeforeUnmount, ref, shallowRef, watch } from 'vue'
import { api, ApiError, sendWithTag } from '@/api/client'
import type { Edit, ImportDetail } from '@/api/types'
import { connection, connectionLost } from '@/state/connection'
import { clockWords } from '@/text/dates'
import { inverseOf, showAtOnce, stillMeansTheSame } from './edits'

export type SaveState = 'saved' | 'saving' | 'kept'

export function useDraft(id: string) {
  const detail = shallowRef<ImportDetail | null>(null)
  const error = shallowRef<unknown>(null) // of loading: in place of the page
  const problem = shallowRef<unknown>(null) // of saving: above the page
  const state = ref<SaveState>('saved')
  const savedAt = ref('')
  const lost = ref(0) // edits that could not be put on somebody else's version
  const queue = ref<Edit[]>([])
  const undoable = ref<Edit[][]>([])
  const tag = ref('')
  const kKept = `luoshi.edits.${id}`
  const path = { id }
  let sending = false

  const keep = () =>
    queue.value.length ? localStorage.setItem(kKept, JSON.stringify(queue.value)) : localStorage.removeItem(kKept)

  async function fetchDetail(): Promise<void> {
    const got = await sendWithTag(api.GET('/api/v1/imports/{id}', { params: { path } }))
    detail.value = got.data as ImportDetail // the client's types widen pairs to lists
    tag.value = got.tag
  }

  async function load(): Promise<void> {
    error.value = null
    try {
      await fetchDetail()
      savedAt.value = clockWords(new Date(detail.value!.import.updated_at))
      queue.value = [...(JSON.parse(localStorage.getItem(kKept) ?? '[]') as Edit[]), ...queue.value]
      void flush()
    } catch (failure) {
      error.value = failure
    }
  }

  async function patch(edits: Edit[]): Promise<void> {
    const params = { path, header: { 'If-Match': tag.value } }
    const got = await sendWithTag(api.PATCH('/api/v1/imports/{id}', { params, body: { edits } }))
    detail.value = got.data as ImportDetail // the client's types widen pairs to lists
    tag.value = got.tag
  }

  // Somebody else was faster: their version, and on it those of our edits that still mean the same.
  async function rebase(): Promise<void> {
    const before = detail.value!
    await fetchDetail()
    const fit = queue.value.filter((edit) => stillMeansTheSame(edit, before, detail.value!))
    lost.value = queue.value.length - fit.length
    queue.value = fit
    undoable.value = []
  }

  async function flush(): Promise<void> {
    if (sending || !detail.value) return
    sending = true
    while (queue.value.length > 0) {
      const batch = queue.value.slice(0, 100)
      state.value = 'saving'
      try {
        await patch(batch)
        queue.value = queue.value.slice(batch.length)
        detail.value = showAtOnce(detail.value!, queue.value) // what was typed meanwhile stays in view
        savedAt.value = clockWords(new Date())
        problem.value = null
      } catch (failure) {
        if (!(await recover(failure, batch.length))) break
      }
      keep()
    }
    sending = false
    state.value = queue.value.length > 0 ? 'kept' : 'saved'
  }

  // Whether to go on with what is left in the queue.
  async function recover(failure: unknown, batch: number): Promise<boolean> {
    const code = failure instanceof ApiError ? failure.code : ''
    const status = failure instanceof ApiError ? failure.status : 0
    if (status === 0 || status === 503) return connectionLost(), false
    if (status === 401) return false // logged out: the queue waits for the next log-in
    try {
      if (code === 'http.precondition-failed') return await rebase(), true
      problem.value = failure
      queue.value = queue.value.slice(batch)
      await fetchDetail()
      return true
    } catch {
      return connectionLost(), false
    }
  }

  function push(edits: Edit[]): void {
    queue.value = [...queue.value, ...edits]
    detail.value = showAtOnce(detail.value!, edits)
    keep()
    void flush()
  }

  // Saves; the change can be undone afterwards.
  function edit(...edits: Edit[]): void {
    if (!detail.value || edits.length === 0) return
    const back = edits.map((one) => inverseOf(one, detail.value!)).reverse()
    if (back.every((one) => one !== null)) undoable.value = [...undoable.value, back as Edit[]]
    push(edits)
  }

  function undo(): void {
    const last = undoable.value[undoable.value.length - 1]
    if (!last) return
    undoable.value = undoable.value.slice(0, -1)
    push(last)
  }

  const stop = watch(() => connection.lost, (away) => !away && void flush())
  onBeforeUnmount(stop)

  return { detail, error, problem, state, savedAt, lost, queue, undoable, tag, load, edit, undo }
}

export type Draft = ReturnType<typeof useDraft>
