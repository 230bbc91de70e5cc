// SPDX-License-Identifier: Apache-2.0
// What leaders read, as the pages need it.
import { api, send, type Schema } from '@/api/client'
import { display } from '@/state/display'
import { today } from '@/state/session'
import { dateWords } from '@/text/dates'
import { t } from '@/words'

export type Paper = Schema['Paper']
export type PaperDetail = Schema['PaperDetail']
export type Brief = Schema['Brief']
export type LeaderRemark = Schema['LeaderRemark']

export const at = (id: string) => ({ params: { path: { id } } })
export const seen = (id: string, version: number) => ({ params: { path: { id }, header: { 'If-Match': `"v${version}"` } } })
export const day = (date: string) => dateWords(date, display.language, today())
// The clock in China, wherever the browser is: the paper says the same.
export function clock(instant: string): string {
  const at = new Date(new Date(instant).getTime() + 8 * 3_600_000)
  return `${at.getUTCHours()}:${String(at.getUTCMinutes()).padStart(2, '0')}`
}
export const asOf = (brief: Brief) => t('reading.as-of', { date: day(brief.figures.on), time: clock(brief.figures.at) })
export const leaders = async () => (await send(api.GET('/api/v1/leaders'))).items
export const nameOf = (who: { name: string; title: string }) => (who.title ? `${who.name}（${who.title}）` : who.name)

// Unread ones first, each part newest first: the order in which ‹ and › go.
// words: of title, remark or sender; '' all.
export async function myPapers(words = ''): Promise<Paper[]> {
  const { items } = await send(api.GET('/api/v1/papers', { params: { query: { q: words || undefined } } }))
  const unread = (paper: Paper) => (paper.readings[0].read_at ? 1 : 0)
  return [...items].sort((a, b) => unread(a) - unread(b))
}
