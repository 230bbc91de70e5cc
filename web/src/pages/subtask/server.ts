// SPDX-License-Identifier: Apache-2.0
// What pages ask the server about subtasks.
import { api, send, sendWithTag, type Schema } from '@/api/client'
import { t } from '@/words'

export type Subtask = Schema['Subtask']
export type Line = Schema['SubtaskLine']
export type Tree = Schema['SubtaskTree']
export type Detail = Schema['SubtaskDetail']
export type Rollup = Schema['SubtaskRollup']
export type Act = Schema['SubtaskAct']
export type Answer = Schema['SubtaskAnswer']
export type Origin = Schema['SubtaskOrigin']
export type Waiting = { subtask: Line; task: Schema['SubtaskTask']; act: Act }
export type Share = { subtask: Subtask; task: Schema['SubtaskTask']; notes: Schema['SubtaskNote'][]; serves: boolean }
type Unit = Schema['UnitRef']

const at = (id: string) => ({ params: { path: { id } } })
export const getTree = (task: string): Promise<Tree> => send(api.GET('/api/v1/tasks/{id}/subtasks', at(task)))
export const getSubtask = (id: string) => sendWithTag(api.GET('/api/v1/subtasks/{id}', at(id)))
export const getWaiting = async (): Promise<Waiting[]> => (await send(api.GET('/api/v1/subtasks'))).items
export const getShares = async (due: string): Promise<Share[]> => (await send(api.GET('/api/v1/dues/{id}/shares', at(due)))).items

export interface HandedOut {
  origin: Origin
  parent_id?: string | null
  words?: string
  reference?: string
  due_id?: string | null
  reason?: string
  parts: { unit_id: string; title: string; standard: string; due_on: string }[]
}
export const handOut = (task: string, body: HandedOut): Promise<Tree> => send(api.POST('/api/v1/tasks/{id}/subtasks', { ...at(task), body }))

// What an act takes along.
export interface Given {
  words: string
  percent: number
  despite: string
  unit: string
  title: string
  standard: string
  due_on: string
  // of what came on paper
  answer: Answer
  manner: string
  received_on: string
  scan: File | null
}
const formOf = (fields: Record<string, string | File | null>) => {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) if (value) body.append(name, value)
  return { bodySerializer: () => body }
}
export async function act(line: Line, what: Act, given: Given): Promise<void> {
  const to = { params: { path: { id: line.id }, header: { 'If-Match': `"v${line.version}"` } } }
  const words = given.words.trim()
  switch (what) {
    case 'accept': return void (await send(api.POST('/api/v1/subtasks/{id}/acceptance', to)))
    case 'decline': return void (await send(api.POST('/api/v1/subtasks/{id}/objection', { ...to, body: { words } })))
    case 'progress': return void (await send(api.POST('/api/v1/subtasks/{id}/progress', { ...to, body: { percent: given.percent, words } })))
    case 'report': return void (await send(api.POST('/api/v1/subtasks/{id}/report', { ...to, body: { words, ...(given.despite.trim() ? { despite: given.despite.trim() } : {}) } })))
    case 'change': return void (await send(api.PUT('/api/v1/subtasks/{id}', { ...to, body: { unit_id: given.unit, title: given.title.trim(), standard: given.standard.trim(), due_on: given.due_on } })))
    case 'insist': return void (await send(api.POST('/api/v1/subtasks/{id}/insistence', { ...to, body: { words } })))
    case 'give-back': return void (await send(api.POST('/api/v1/subtasks/{id}/return', { ...to, body: { words } })))
    case 'confirm': return void (await send(api.POST('/api/v1/subtasks/{id}/confirmation', { ...to, body: { words } })))
    case 'cancel': return void (await send(api.POST('/api/v1/subtasks/{id}/cancellation', { ...to, body: { words } })))
    case 'affirm': return void (await send(api.POST('/api/v1/subtasks/{id}/affirmation', to)))
    case 'enter': return void (await send(api.POST('/api/v1/subtasks/{id}/entry', {
      ...to,
      body: { answer: given.answer, received_on: given.received_on, manner: given.manner },
      ...formOf({ answer: given.answer, received_on: given.received_on, manner: given.manner.trim(), words: given.answer === 'accept' ? '' : words, percent: given.answer === 'progress' ? String(given.percent) : '', despite: given.answer === 'report' ? given.despite.trim() : '', file: given.scan }),
    })))
    case 'add-file': return
  }
}
// Parts one handed out that are due too late now: of the task, or of one subtask and below.
export const bringWithin = (task: string, within: string | null): Promise<unknown> => send(api.POST('/api/v1/tasks/{id}/subtasks/dates', { ...at(task), body: { within } }))
export const namesOf = (units: Unit[]): string => units.map((unit) => unit.short_name).join('、')

// Where it stands, and who has the next word where that is not its unit.
export const stateWords = (line: Subtask): string =>
  line.state === 'reported' ? t('subtask.waits', { who: line.giver_unit?.short_name ?? t('subtask.office') }) : t(`subtask.state.${line.state}`)

// Whether a reference is that of a leader's remark, which has a page.
export const isRemark = (reference: string): boolean => /^remark\/\d+$/.test(reference)
