// SPDX-License-Identifier: Apache-2.0
// What the pages of forms ask the server for. Values go through as they are: their shape is that of types.ts.
import { api, send, type Schema } from '@/api/client'
import type { Change, Outcome, Place, Reasons, TraceStep, Values, Form } from './types'

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
export type Stored = Omit<Schema['FilledForm'], 'values' | 'outcome'> & { values: Values; outcome: Outcome }
export type ListedForm = Schema['FormList']['forms'][number]
export type ListedFilling = Schema['FilledSummary']
export type ReadBack = Omit<Schema['FormCopyRead'], 'values' | 'outcome'> & { values: Values; outcome: Outcome }
export type Trace = Record<'zh' | 'en', TraceStep>

const path = (code: string, form: string) => ({ params: { path: { code, form } } })
const stored = (id: string) => ({ params: { path: { id } } })

export const listForms = async (code: string) => (await send(api.GET('/api/v1/packs/{code}/forms', { params: { path: { code } } }))).forms
export const getForm = (pack: string, form: string): Promise<Form> => send(api.GET('/api/v1/packs/{code}/forms/{form}', path(pack, form)))
// What stands in it before anybody types.
export const beginForm = (pack: string, form: string, at: Circumstances) => send(api.POST('/api/v1/packs/{code}/forms/{form}/begin', { ...path(pack, form), body: at })) as Promise<Outcome>
export const checkForm = (pack: string, form: string, content: Content) => send(api.POST('/api/v1/packs/{code}/forms/{form}/check', { ...path(pack, form), body: content })) as Promise<Outcome>
export const explainValue = (pack: string, form: string, content: Content, place: Place) =>
  send(api.POST('/api/v1/packs/{code}/forms/{form}/explain', { ...path(pack, form), body: { ...content, field: place.field, row: place.row ?? null, column: place.column ?? '' } })) as Promise<unknown> as Promise<Trace>
export const storeFilling = (pack: string, form: string, content: Content) => send(api.POST('/api/v1/packs/{code}/forms/{form}/filled', { ...path(pack, form), body: content }))
export const listFilled = async (pack: string, form: string) => (await send(api.GET('/api/v1/packs/{code}/forms/{form}/filled', path(pack, form)))).filled

export const getStored = (id: string) => send(api.GET('/api/v1/filled-forms/{id}', stored(id))) as Promise<Stored>
export function changeStored(id: string, revision: number, what: { values: Values; reasons: Reasons }) {
  const params = { path: { id }, header: { 'If-Match': `"${revision}"` } }
  return send(api.PUT('/api/v1/filled-forms/{id}', { params, body: what })) as Promise<{ revision: number; outcome: Outcome }>
}
export const eraseStored = (id: string) => send(api.DELETE('/api/v1/filled-forms/{id}', stored(id)))
export const keepVersion = (id: string) => send(api.POST('/api/v1/filled-forms/{id}/versions', stored(id)))
// Version 0: as it stands now.
export const compareVersions = async (id: string, from: number, to: number): Promise<Change[]> =>
  (await send(api.GET('/api/v1/filled-forms/{id}/comparison', { params: { path: { id }, query: { from: from || undefined, to: to || undefined } } }))).changes

// The copy as a file on this computer.
export async function takeCopy(id: string, format: 'docx' | 'xlsx'): Promise<void> {
  const call = api.GET('/api/v1/filled-forms/{id}/copy', { params: { path: { id }, query: { format } }, parseAs: 'blob' })
  const file = (await send(call)) as unknown as Blob
  const said = /filename\*=UTF-8''([^;]+)/i.exec((await call).response.headers.get('Content-Disposition') ?? '')
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = said ? decodeURIComponent(said[1]) : `form.${format}`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
export function readBack(id: string, file: File): Promise<ReadBack> {
  const body = new FormData()
  body.append('file', file)
  const call = api.POST('/api/v1/filled-forms/{id}/copy', { ...stored(id), body: { file: '' }, bodySerializer: () => body })
  return send(call) as Promise<ReadBack>
}
