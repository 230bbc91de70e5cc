// SPDX-License-Identifier: Apache-2.0
// The words for a refusal of the server.
import { ApiError } from '@/api/client'
import { display } from '@/state/display'
import { session } from '@/state/session'
import { dateWords } from './dates'
import { isKey, t } from '@/words'

export function sizeWords(bytes: number): string {
  return bytes >= 1e6 ? `${Math.round(bytes / 1e6)} MB` : `${Math.max(1, Math.round(bytes / 1e3))} kB`
}

export function problemWords(error: unknown): string {
  if (!(error instanceof ApiError)) return t('problem.unknown')
  const params: Record<string, string> = { ...error.details }
  params.limit = sizeWords(Number(error.details.limit ?? session.system?.max_upload_bytes ?? 0))
  params.minutes = String(Math.max(1, Math.ceil(Number(error.details.retry_after_s ?? 60) / 60)))
  const named = (prefix: string, word: string) => (isKey(`${prefix}${word}`) ? t(`${prefix}${word}` as 'state.paused') : word)
  if (params.state) params.state_words = named('state.', params.state)
  if (params.can !== undefined) params.can_words = params.can.split(',').map((act) => named('can.', act)).join('、') || t('can.nothing')
  if (params.field) params.field_words = named('field.', params.field)
  for (const list of ['lines', 'milestones']) if (params[list]) params[list] = params[list].split('\n').join('；')
  if (error.code.startsWith('org.')) for (const name of ['from', 'until', 'on']) if (/^\d{4}-\d\d-\d\d$/.test(params[name] ?? '')) params[name] = dateWords(params[name], display.language).replace(/ 周.$|^\w{3} /, '')
  const key = `problem.${error.code}`
  return t(isKey(key) ? key : 'problem.unknown', params)
}

export function requestOf(error: unknown): string {
  return error instanceof ApiError ? error.requestId : ''
}
