// SPDX-License-Identifier: Apache-2.0
// What the pages of forms ask the server for.
import { ApiError, csrfToken, problemOf, sessionEnded } from '@/api/client'
import type { Change, Form, Outcome, Place, Reasons, TraceStep, Values, Words } from './types'

// What a form is filled in with beside its values.
export interface Circumstances {
  handed: Record<string, string>
  day: string
  period: string
  subject: string // code of a unit; '' none
}
export interface Content extends Circumstances {
  values: Values
  reasons: Reasons
}
export interface Stored extends Content {
  id: string
  form: Form
  revision: number
  check_code: string // of what is stored: stands on paper
  outcome: Outcome
  newer_form: boolean
  versions: { number: number; saved_at: string; by: string }[]
}
export interface ListedForm {
  code: string
  title: Words
  kind: Form['kind']
  tasks: string[]
  fields: number
  checks: number
}
export interface ListedFilling {
  id: string
  day: string
  period: string
  subject: string
  saved_at: string
  by: string
  revision: number
}
export interface ReadBack {
  values: Values
  reasons: Reasons
  outcome: Outcome
  changes: Change[]
  problems: { code: string; message: string; message_en: string; where: string }[]
}

async function call<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
  const isForm = body instanceof FormData
  let response: Response
  try {
    response = await fetch(`/api/v1${path}`, {
      method,
      headers: { ...(method === 'GET' ? {} : { 'X-CSRF-Token': csrfToken() }), ...(body !== undefined && !isForm ? { 'Content-Type': 'application/json' } : {}), ...headers },
      body: body === undefined ? undefined : isForm ? body : JSON.stringify(body),
    })
  } catch {
    throw new ApiError('offline', 0, '', {})
  }
  const json = await response.json().catch(() => null)
  if (response.ok) return json as T
  const problem = problemOf(json, response)
  if (problem.code === 'access.no-session') sessionEnded()
  throw problem
}

const formPath = (pack: string, form: string) => `/packs/${encodeURIComponent(pack)}/forms/${encodeURIComponent(form)}`

export const listForms = (pack: string) => call<{ forms: ListedForm[] }>('GET', `/packs/${encodeURIComponent(pack)}/forms`)
export const getForm = (pack: string, form: string) => call<Form>('GET', formPath(pack, form))
// What stands in it before anybody types.
export const beginForm = (pack: string, form: string, at: Circumstances) => call<Outcome>('POST', `${formPath(pack, form)}/begin`, at)
export const checkForm = (pack: string, form: string, content: Content) => call<Outcome>('POST', `${formPath(pack, form)}/check`, content)
export const explainValue = (pack: string, form: string, content: Content, place: Place) =>
  call<Record<'zh' | 'en', TraceStep>>('POST', `${formPath(pack, form)}/explain`, { ...content, field: place.field, row: place.row ?? null, column: place.column ?? '' })
export const storeFilling = (pack: string, form: string, content: Content) => call<{ id: string; revision: number }>('POST', `${formPath(pack, form)}/filled`, content)
export const listFilled = (pack: string, form: string) => call<{ filled: ListedFilling[] }>('GET', `${formPath(pack, form)}/filled`)
export const getStored = (id: string) => call<Stored>('GET', `/filled-forms/${id}`)
export const changeStored = (id: string, revision: number, what: { values: Values; reasons: Reasons }) => call<{ revision: number; outcome: Outcome }>('PUT', `/filled-forms/${id}`, what, { 'If-Match': `"${revision}"` })
export const eraseStored = (id: string) => call<void>('DELETE', `/filled-forms/${id}`)
export const keepVersion = (id: string) => call<{ number: number }>('POST', `/filled-forms/${id}/versions`, {})
export const compareVersions = (id: string, from: number, to: number) => call<{ changes: Change[] }>('GET', `/filled-forms/${id}/comparison?from=${from}&to=${to}`)
export const copyAddress = (id: string, format: 'docx' | 'xlsx') => `/api/v1/filled-forms/${id}/copy?format=${format}`
export function readBack(id: string, file: File): Promise<ReadBack> {
  const body = new FormData()
  body.append('file', file)
  return call<ReadBack>('POST', `/filled-forms/${id}/copy`, body)
}
