// SPDX-License-Identifier: Apache-2.0
// Liaisons and rows of their sheet, in words.
import { ApiError, type Schema } from '@/api/client'
import { addDays } from '@/text/dates'
import { problemWords } from '@/text/problems'
import { isKey, t, type Key } from '@/words'
import { day } from '../due/due_words'

export type Liaison = Schema['Liaison']
export type SheetRow = Schema['LiaisonRow']
export type Preview = Schema['LiaisonPreview']
export type Outcome = SheetRow['outcome']
export const kOutcomes: readonly Outcome[] = ['refused', 'changed', 'added', 'same']

const columnWords = (column: string) => t(`sheet.column.${column}` as Key)

export function wrongWords({ code, details }: SheetRow['complaints'][number]): string {
  const params = { ...details }
  if (params.column) params.column = columnWords(params.column)
  const key = `wrong.${code === 'unknown-unit' && !params.near ? 'unknown-unit-far' : code}`
  return isKey(key) ? t(key, params) : code
}

// What stands against one entry names the field where it can.
export const entryProblem = (error: unknown) =>
  error instanceof ApiError && error.code === 'liaison.bad-entry' ? wrongWords({ code: error.details.why, details: error.details }) : problemWords(error)

// `until` is the day after the last.
function valueOf(liaison: Liaison, column: Schema['LiaisonColumn']): string {
  if (column === 'rank') return t(`liaison.${liaison.rank}`)
  if (column === 'to') return liaison.until ? day(addDays(liaison.until, -1)) : t('sheet.empty')
  if (column === 'from') return liaison.from ? day(liaison.from) : t('sheet.empty')
  const fields = { unit: liaison.unit?.short_name, name: liaison.name, post: liaison.post, 'office-phone': liaison.office_phone, mobile: liaison.mobile, username: liaison.username }
  return fields[column] || t('sheet.empty')
}

export function rowWords(row: SheetRow): string[] {
  const lines = row.complaints.map(wrongWords)
  const { before, liaison } = row
  if (before && liaison) for (const column of row.changed) lines.push(t('sheet.from-to', { column: columnWords(column), before: valueOf(before, column), after: valueOf(liaison, column) }))
  if (row.replaces) lines.push(t('sheet.replaces', { name: row.replaces }))
  if (liaison?.has_account && !before?.has_account) lines.push(t('sheet.linked', { username: liaison.username ?? '' }))
  return lines
}

export const ringWords = (one: Liaison) => t('liaison.ring', { name: one.name, phone: one.office_phone ?? one.mobile ?? '' })
