// SPDX-License-Identifier: Apache-2.0
// Stepping with N and P between the marked places ([data-step]) of a part of the page, round and round.
import { nextTick, ref, watch, type Ref } from 'vue'
import { useKeys } from '@/keys/keys'

export function useSteps(box: Ref<HTMLElement | null>, shown: () => unknown) {
  const at = ref(-1) // from 0; -1 before the first step
  const count = ref(0)
  const places = () => [...(box.value?.querySelectorAll<HTMLElement>('[data-step]') ?? [])]
  watch(shown, async () => {
    await nextTick()
    count.value = places().length
    at.value = -1
  }, { immediate: true })
  // The place with the focus counts as the one stepped to last.
  function step(by: 1 | -1): void {
    const all = places()
    if (!all.length) return
    const held = all.findIndex((one) => one.contains(document.activeElement))
    const from = held >= 0 ? held : at.value
    at.value = from < 0 && by < 0 ? all.length - 1 : (from + by + all.length) % all.length
    all[at.value].focus({ preventScroll: true })
    all[at.value].scrollIntoView({ block: 'center' })
  }
  const next = () => step(1)
  const previous = () => step(-1)
  useKeys({ n: next, p: previous })
  return { at, count, next, previous }
}
