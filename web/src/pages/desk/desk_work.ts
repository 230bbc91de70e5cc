// SPDX-License-Identifier: Apache-2.0
// What waits in tasks, and what was done lately.
import { api, send, sendWithTag, type Schema } from '@/api/client'

export type TaskWork = Schema['TaskWork']
export type DoneWork = Schema['DoneWork']

export const getTaskWork = async (): Promise<TaskWork[]> => (await send(api.GET('/api/v1/desk/tasks'))).items
export const getDone = (cursor?: string) => send(api.GET('/api/v1/desk/done', { params: { query: cursor ? { cursor } : {} } }))

// Signs for one task, as it stands now.
export async function signFor(task: string): Promise<void> {
  const at = { path: { id: task } }
  const { tag } = await sendWithTag(api.GET('/api/v1/tasks/{id}/life', { params: at }))
  await send(api.POST('/api/v1/tasks/{id}/signing', { params: { ...at, header: { 'If-Match': tag } }, body: {} }))
}

// The first date is there and none of the others is earlier; ISO dates compare as text.
export const isFirst = (date: string | undefined, ...others: (string | undefined)[]): boolean => date !== undefined && others.every((one) => one === undefined || date <= one)

const kNamed = 6
// "第3、5、8项", the first few.
export const itemList = (tasks: TaskWork[]): string => tasks.slice(0, kNamed).map((one) => one.item).join('、') + (tasks.length > kNamed ? '…' : '')
