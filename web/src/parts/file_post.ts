// SPDX-License-Identifier: Apache-2.0
// A file that may be refused, or is asked for by POST: fetched, then handed to the browser as a
// download. What stands against it is an ApiError.
import { csrfToken, problemOf, ApiError } from '@/api/client'

export async function postForFile(path: string, body: FormData | object, name: string): Promise<void> {
  const form = body instanceof FormData
  const headers: Record<string, string> = { 'X-CSRF-Token': csrfToken() }
  if (!form) headers['Content-Type'] = 'application/json'
  return saveFile(path, { method: 'POST', headers, body: form ? body : JSON.stringify(body) }, name)
}

export const getFile = (path: string, name: string): Promise<void> => saveFile(path, {}, name)

async function saveFile(path: string, asked: RequestInit, name: string): Promise<void> {
  let response: Response
  try {
    response = await fetch(path, asked)
  } catch {
    throw new ApiError('offline', 0, '', {})
  }
  if (!response.ok) throw problemOf(await response.json().catch(() => null), response)
  const address = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
