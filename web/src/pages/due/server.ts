// SPDX-License-Identifier: Apache-2.0
// What the page of a report asks the server for.
import { api, send, upload, type Schema } from '@/api/client'
import type { FileStore } from '@/forms/pen'
import type { Passage } from './passage'
import type { Change, Form, Outcome, Reasons, Values } from '@/forms/types'

export type DueLine = Schema['Due']
export type Desk = Schema['Desk']
export type DeskItem = Desk['items'][number]
export type Verb = Schema['DueVerb']
export type DueDetail = Omit<Schema['DueDetail'], 'values' | 'reasons' | 'outcome' | 'form_definition'> & { values: Values; reasons: Reasons; outcome: Outcome; form_definition: Form }
export type Saved = Omit<Schema['DueSaved'], 'outcome'> & { outcome: Outcome }

const at = (id: string) => ({ params: { path: { id } } })
const of = (id: string, revision: number) => ({ params: { path: { id }, header: { 'If-Match': `"${revision}"` } } })

export const getDesk = (): Promise<Desk> => send(api.GET('/api/v1/desk'))
export const getDue = (id: string) => send(api.GET('/api/v1/dues/{id}', at(id))) as Promise<unknown> as Promise<DueDetail>
export const saveDue = (id: string, revision: number, what: { values: Values; reasons: Reasons }) => send(api.PUT('/api/v1/dues/{id}/content', { ...of(id, revision), body: what })) as Promise<unknown> as Promise<Saved>
export const adoptPrevious = (id: string, revision: number) => send(api.POST('/api/v1/dues/{id}/previous', { ...of(id, revision), body: {} })) as Promise<unknown> as Promise<Saved>
// Version 0: as it stands now.
export const compareDue = async (id: string, from: number, to: number): Promise<Change[]> => (await send(api.GET('/api/v1/dues/{id}/comparison', { params: { path: { id }, query: { from: from || undefined, to: to || undefined } } }))).changes
export const settleRemark = (id: string, answer: string) => send(api.POST('/api/v1/remarks/{id}/settlement', { ...at(id), body: answer ? { answer } : {} }))
// With a date it is granted, without one refused.
export const decideTime = (id: string, date: string) => send(api.POST('/api/v1/extensions/{id}/decision', { ...at(id), body: date ? { due_on: date } : {} }))

export const filesOfDue = (id: string): FileStore => ({
  store(file, progress) {
    const body = new FormData()
    body.append('file', file)
    const { done, cancel } = upload(`/api/v1/dues/${id}/files`, body, progress)
    return { done: (done as Promise<Schema['DueFile']>).then(({ name, digest, size }) => ({ name, digest, size })), cancel }
  },
  href: (file) => `/api/v1/dues/${id}/files?digest=${file.digest}`,
})

// What a verb takes along; which of these it needs stands in kAsks.
export interface Given {
  words: string
  to: string // who takes the next step; "" as the chain says
  date: string
  days: number
  field: string
  at: Passage | null // the passage selected; then the field is its
  must: boolean
  code: string
  by: string
  manner: string
  file: File | null
}
export const kAsks: Record<Verb, readonly (keyof Given)[]> = {
  correct: [], fill: [], submit: [], sign: [], confirm: [], accept: [], owe: [],
  'hand-on': ['to', 'words'], 'hand-back': ['words'], withdraw: ['words'], spare: ['words'],
  'ask-time': ['days', 'words'], return: ['date', 'words'], remark: ['field', 'words', 'must'],
  'paper-sign': ['file', 'code', 'by'], enter: ['date', 'manner', 'file'],
}
const parts = (fields: Record<string, string | File | null>) => {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) if (value) body.append(name, value)
  return { bodySerializer: () => body }
}

export async function act(id: string, verb: Verb, revision: number, given: Given): Promise<void> {
  const words = given.words.trim()
  switch (verb) {
    case 'hand-on': return void (await send(api.POST('/api/v1/dues/{id}/hand-on', { ...of(id, revision), body: { ...(words ? { words } : {}), ...(given.to ? { to: given.to } : {}) } })))
    case 'hand-back': return void (await send(api.POST('/api/v1/dues/{id}/hand-back', { ...at(id), body: { words } })))
    case 'sign': return void (await send(api.POST('/api/v1/dues/{id}/signature', of(id, revision))))
    case 'submit': return void (await send(api.POST('/api/v1/dues/{id}/submission', of(id, revision))))
    case 'withdraw': return void (await send(api.POST('/api/v1/dues/{id}/withdrawal', { ...at(id), body: { words } })))
    case 'confirm': return void (await send(api.POST('/api/v1/dues/{id}/confirmation', at(id))))
    case 'accept': return void (await send(api.POST('/api/v1/dues/{id}/acceptance', at(id))))
    case 'owe': return void (await send(api.POST('/api/v1/dues/{id}/owe', at(id))))
    case 'spare': return void (await send(api.POST('/api/v1/dues/{id}/spare', { ...at(id), body: { why: words } })))
    case 'return': return void (await send(api.POST('/api/v1/dues/{id}/return', { ...at(id), body: { due_on: given.date, ...(words ? { words } : {}) } })))
    case 'remark': return void (await send(api.POST('/api/v1/dues/{id}/remarks', { ...at(id), body: { ...(given.at ?? { field: given.field }), words, must: given.must } })))
    case 'ask-time': return void (await send(api.POST('/api/v1/dues/{id}/extensions', { ...at(id), body: { days: given.days, reason: words } })))
    case 'paper-sign': return void (await send(api.POST('/api/v1/dues/{id}/paper-signature', { ...at(id), body: { file: '', code: '', by: '' }, ...parts({ file: given.file, code: given.code.trim(), by: given.by.trim() }) })))
    case 'enter': return void (await send(api.POST('/api/v1/dues/{id}/entry', { ...of(id, revision), body: { received_on: '', manner: '' }, ...parts({ received_on: given.date, manner: given.manner.trim(), file: given.file }) })))
    case 'fill':
    case 'correct': return
  }
}
