// SPDX-License-Identifier: Apache-2.0
// One file on its way, with how much of it has left and a way to stop it.
import { onBeforeUnmount, ref, shallowRef } from 'vue'
import { ApiError, upload } from '@/api/client'

export function useUploading() {
  const name = ref('') // of what is on its way; '' for nothing
  const share = ref(0)
  const problem = shallowRef<unknown>(null)
  let cancel = () => {}
  onBeforeUnmount(() => cancel())

  // What the server answers; null when it was stopped or refused (then `problem` says why).
  async function send<T>(path: string, file: File): Promise<T | null> {
    const body = new FormData()
    body.append('file', file)
    problem.value = null
    share.value = 0
    name.value = file.name
    const sending = upload(path, body, (part) => (share.value = part))
    cancel = sending.cancel
    try {
      return (await sending.done) as T
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'cancelled') problem.value = error
      return null
    } finally {
      name.value = ''
    }
  }
  return { name, share, problem, send, cancel: () => cancel() }
}
