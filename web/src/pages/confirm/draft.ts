// SPDX-License-Identifier: Apache-2.0
// The draft being confirmed: every change goes to the server at once, in order; what belongs together
// goes as one step and is taken back as one. What is not yet saved
// also stands in localStorage, so that neither a lost connection nor a closed browser loses it.
import { computed, onBeforeUnmount, ref, shallowRef, watch } from 'vue'
import { api, ApiError, sendWithTag } from '@/api/client'
import type { Edit, ImportDetail } from '@/api/types'
import { connection, connectionLost } from '@/state/connection'
import { clockWords } from '@/text/dates'
import { showAtOnce, stepsOf, stillMeansTheSame } from './edits'

export type SaveState = 'saved' | 'saving' | 'kept'

export function useDraft(id: string) {
  const detail = shallowRef<ImportDetail | null>(null)
  const error = shallowRef<unknown>(null) // of loading: in place of the page
  const problem = shallowRef<unknown>(null) // of saving: above the page
  const state = ref<SaveState>('saved')
  const savedAt = ref('')
  const lost = ref(0) // edits that could not be put on somebody else's version
  const queue = ref<Edit[][]>([]) // steps not yet saved
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
      queue.value = [...stepsOf(localStorage.getItem(kKept)), ...queue.value]
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
    const fit = queue.value.filter((step) => step.every((edit) => stillMeansTheSame(edit, before, detail.value!)))
    lost.value = queue.value.length - fit.length
    queue.value = fit
  }

  async function flush(): Promise<void> {
    if (sending || !detail.value) return
    sending = true
    while (queue.value.length > 0) {
      const step = queue.value[0]
      state.value = 'saving'
      try {
        await patch(step)
        queue.value = queue.value.slice(1)
        detail.value = showAtOnce(detail.value!, queue.value.flat()) // what was typed meanwhile stays in view
        savedAt.value = clockWords(new Date())
        problem.value = null
      } catch (failure) {
        if (!(await recover(failure))) break
      }
      keep()
    }
    sending = false
    state.value = queue.value.length > 0 ? 'kept' : 'saved'
  }

  // Whether to go on with what is left in the queue.
  async function recover(failure: unknown): Promise<boolean> {
    const code = failure instanceof ApiError ? failure.code : ''
    const status = failure instanceof ApiError ? failure.status : 0
    if (status === 0 || status === 503) return connectionLost(), false
    if (status === 401) return false // logged out: the queue waits for the next log-in
    try {
      if (code === 'http.precondition-failed') return await rebase(), true
      problem.value = failure
      queue.value = queue.value.slice(1)
      await fetchDetail()
      return true
    } catch {
      return connectionLost(), false
    }
  }

  // Saves; the step can be taken back afterwards.
  function edit(...edits: Edit[]): void {
    if (!detail.value || edits.length === 0) return
    queue.value = [...queue.value, edits]
    detail.value = showAtOnce(detail.value, edits)
    keep()
    void flush()
  }

  const steps = (op: 'undo' | 'redo') => queue.value.filter((step) => step[0].op === op).length
  const canUndo = computed(() => (detail.value?.can_undo ?? 0) + queue.value.length - 2 * steps('undo') > 0)
  const canRedo = computed(() => (detail.value?.can_redo ?? 0) > 0 && queue.value.length === 0)
  const undo = () => canUndo.value && edit({ op: 'undo' })
  const redo = () => canRedo.value && edit({ op: 'redo' })

  const stop = watch(() => connection.lost, (away) => !away && void flush())
  onBeforeUnmount(stop)

  return { detail, error, problem, state, savedAt, lost, queue, canUndo, canRedo, tag, load, edit, undo, redo }
}

export type Draft = ReturnType<typeof useDraft>
