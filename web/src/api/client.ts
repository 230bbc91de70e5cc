// SPDX-License-Identifier: Apache-2.0
// The one way to the server. `api` is typed by the contract; `send` turns a refusal into ApiError.
import createClient from 'openapi-fetch'
import type { paths, components } from './schema'

export type Schema = components['schemas']
export type Problem = Schema['Problem']

// A refusal of the server, or no answer at all (code "offline").
export class ApiError extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly requestId: string,
    readonly details: Record<string, string>,
  ) {
    super(code)
  }
}

let onSessionEnd: () => void = () => {}
export function whenSessionEnds(handler: () => void): void {
  onSessionEnd = handler
}

export function csrfToken(): string {
  const found = /(?:^|; )luoshi_csrf=([^;]*)/.exec(document.cookie)
  return found ? decodeURIComponent(found[1]) : ''
}

// Of what a page asks by itself: it does not keep the session alive.
export const kByItself = { 'X-Background': '1' }

// When a person last asked the server for something, in any window of this browser.
const kUsed = 'luoshi.used'
export function noteUse(): void {
  try {
    localStorage.setItem(kUsed, String(Date.now()))
  } catch {
    // private windows: the warning comes by this window's own start
  }
}
export function lastUse(): number {
  try {
    return Number(localStorage.getItem(kUsed)) || 0
  } catch {
    return 0
  }
}

export const api = createClient<paths>({ baseUrl: '' })
api.use({
  onRequest({ request }) {
    if (request.method !== 'GET') request.headers.set('X-CSRF-Token', csrfToken())
    if (!request.headers.has('X-Background')) noteUse()
    return request
  },
})

export function problemOf(body: unknown, response: Response): ApiError {
  const problem = (body ?? {}) as Partial<Problem>
  const id = problem.request_id ?? response.headers.get('X-Request-Id') ?? ''
  return new ApiError(problem.code ?? 'unknown', response.status, id, problem.details ?? {})
}

// Awaits an `api` call: its data, or ApiError.
export async function send<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  return (await sendWithTag(call)).data
}

// The same, with the ETag that a later edit must name.
export async function sendWithTag<T>(
  call: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<{ data: T; tag: string; status: number }> {
  let answer
  try {
    answer = await call
  } catch {
    throw new ApiError('offline', 0, '', {})
  }
  const { data, error, response } = answer
  if (!response.ok) {
    const problem = problemOf(error, response)
    if (problem.code === 'access.no-session') onSessionEnd()
    throw problem
  }
  return { data: data as T, tag: response.headers.get('ETag') ?? '', status: response.status }
}

// Uploads with progress, which fetch cannot tell. `body` is a form with a file, or text.
export function upload(
  path: string,
  body: FormData | string,
  progress: (share: number) => void,
): { done: Promise<unknown>; cancel: () => void } {
  const request = new XMLHttpRequest()
  const done = new Promise((resolve, reject) => {
    request.open('POST', path)
    request.setRequestHeader('X-CSRF-Token', csrfToken())
    if (typeof body === 'string') request.setRequestHeader('Content-Type', 'text/plain; charset=utf-8')
    request.upload.onprogress = (e) => e.lengthComputable && progress(e.loaded / e.total)
    request.onload = () => {
      let json: Partial<Problem> = {}
      try {
        json = JSON.parse(request.responseText)
      } catch {
        json = {}
      }
      if (request.status < 300) return resolve(json)
      if (json.code === 'access.no-session') onSessionEnd()
      reject(new ApiError(json.code ?? 'unknown', request.status, json.request_id ?? '', json.details ?? {}))
    }
    request.onerror = () => reject(new ApiError('offline', 0, '', {}))
    request.onabort = () => reject(new ApiError('cancelled', 0, '', {}))
    request.send(body)
  })
  return { done, cancel: () => request.abort() }
}
