// SPDX-License-Identifier: Apache-2.0
// What the pages of forms ask the server for.
import { ApiError, csrfToken, problemOf, sessionEnded } from '@/api/client'
import type { Change, Form, Outcome, Place, Reasons, TraceStep, Values, Words } from './types'

// What a form is filled in with beside its values.
export interface Circumstances {
  handed: Record<string, string>
  day: string
  period: string
  subject: string
}
export interface Content extends Circumstances {
  values: Values
  reasons: Reasons
}
export interface Stored extends Content {
  id: string
  form: Form
  revision: string
  outcome: Outcome
  newer_form: boolean
  versions: { number: number; saved_at: string; by: string }[]
}
export interface ListedForm {
  code: string
  title: Words
  kind: Form['kind']
  tasks: string[]
  period: Form['period']
  fields: number
}
export interface ListedFilling {
  id: string
  title: string
  period: string
  subject: string
  saved_at: string
  by: string
  revision: string
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

// What stands there comes as one filling.
type RawOutcome = Omit<Outcome, 'values'> & { filling: { values: Values; reasons: Reasons } }
const outcomeOf = ({ filling, ...rest }: RawOutcome): Outcome => ({ ...rest, values: filling.values })

const formPath = (pack: string, form: string) => `/packs/${encodeURIComponent(pack)}/forms/${encodeURIComponent(form)}`

export const listForms = (pack: string) => call<{ forms: ListedForm[] }>('GET', `/packs/${encodeURIComponent(pack)}/forms`)
export const getForm = (pack: string, form: string) => call<Form>('GET', formPath(pack, form))
export const checkForm = async (pack: string, form: string, content: Content) => outcomeOf(await call<RawOutcome>('POST', `${formPath(pack, form)}/check`, content))
export const explainValue = (pack: string, form: string, content: Content, place: Place) =>
  call<TraceStep>('POST', `${formPath(pack, form)}/explain`, { ...content, field: place.field, row: place.row ?? null, column: place.column ?? '' })
export const storeFilling = (pack: string, form: string, content: Content) => call<{ id: string; revision: string }>('POST', `${formPath(pack, form)}/filled`, content)
export const listFilled = (pack: string, form: string) => call<{ filled: ListedFilling[] }>('GET', `${formPath(pack, form)}/filled`)
export async function getStored(id: string): Promise<Stored> {
  const raw = await call<Omit<Stored, 'outcome'> & { outcome: RawOutcome }>('GET', `/filled-forms/${id}`)
  return { ...raw, outcome: outcomeOf(raw.outcome) }
}
export async function changeStored(id: string, revision: string, content: Content): Promise<{ revision: string; outcome: Outcome }> {
  const raw = await call<{ revision: string; outcome: RawOutcome }>('PUT', `/filled-forms/${id}`, content, { 'If-Match': `"${revision}"` })
  return { revision: raw.revision, outcome: outcomeOf(raw.outcome) }
}
export const keepVersion = (id: string) => call<unknown>('POST', `/filled-forms/${id}/versions`, {})
export const compareVersions = (id: string, from: number, to: number) => call<{ changes: Change[] }>('GET', `/filled-forms/${id}/comparison?from=${from}&to=${to}`)
export const copyAddress = (id: string, format: 'docx' | 'xlsx') => `/api/v1/filled-forms/${id}/copy?format=${format}`
export async function readBack(id: string, file: File): Promise<ReadBack> {
  const body = new FormData()
  body.append('file', file)
  const raw = await call<Omit<ReadBack, 'outcome'> & { outcome: RawOutcome }>('POST', `/filled-forms/${id}/copy`, body)
  return { ...raw, outcome: outcomeOf(raw.outcome) }
}
