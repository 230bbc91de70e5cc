// SPDX-License-Identifier: Apache-2.0
// An act on one subtask of a page: asked for words where it needs some, then done, then shown anew.
import { ref, shallowRef } from 'vue'
import { useActs } from '@/state/acts'
import { act, bringWithin, type Act, type Given, type Line } from './server'

const kNothing: Given = { words: '', percent: 0, despite: '', unit: '', title: '', standard: '', due_on: '', answer: 'accept', manner: '', received_on: '', scan: null }

export function useActing(load: () => Promise<void>) {
  const { problem, busy, run } = useActs(load)
  const asking = shallowRef<{ line: Line; act: Act } | null>(null)
  const handing = ref(false) // what is handed out is being put together
  function begin(line: Line, what: Act): void {
    problem.value = null
    if (what === 'accept' || what === 'affirm') void run(() => act(line, what, kNothing))
    else asking.value = { line, act: what }
  }
  async function done(given: Given): Promise<void> {
    const { line, act: what } = asking.value!
    if (await run(() => act(line, what, given))) asking.value = null
  }
  function bring(task: string, within: string | null): void {
    problem.value = null
    void run(() => bringWithin(task, within))
  }
  return { problem, busy, run, asking, handing, begin, done, bring }
}
