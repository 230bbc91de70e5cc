// SPDX-License-Identifier: Apache-2.0
// The paper of a page is drawn only while it is printed; closing the window with unsaved work is asked about.
import { nextTick, onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

export function usePaper(dirty: () => boolean): { printing: Ref<boolean>; print: () => Promise<void> } {
  const printing = ref(false)
  const begin = () => (printing.value = true)
  const end = () => (printing.value = false)
  const onUnload = (event: BeforeUnloadEvent) => dirty() && event.preventDefault()
  onMounted(() => {
    window.addEventListener('beforeprint', begin)
    window.addEventListener('afterprint', end)
    window.addEventListener('beforeunload', onUnload)
  })
  onBeforeUnmount(() => {
    window.removeEventListener('beforeprint', begin)
    window.removeEventListener('afterprint', end)
    window.removeEventListener('beforeunload', onUnload)
  })
  async function print(): Promise<void> {
    begin()
    await nextTick()
    window.print()
  }
  return { printing, print }
}
