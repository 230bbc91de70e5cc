// SPDX-License-Identifier: Apache-2.0
// How dues stand in lists: how long there is, with whom they lie, what their verb is called there.
import { display } from '@/state/display'
import { today } from '@/state/session'
import { dateWords, daysBetween } from '@/text/dates'
import { isKey, t } from '@/words'
import type { DueDetail, DueLine, Verb } from './server'

export type DueState = DueLine['state']
export const kWaiting: readonly DueState[] = ['open', 'drafted', 'signed', 'returned']
export const day = (date: string) => dateWords(date, display.language, today())

export const changesLink = (due: string, from: number, to: number) => `/dues/${due}/versions?from=${from}&to=${to}`
// The version the office returned last, once a newer one is handed in; 0 none.
export function returnedVersion(detail: DueDetail): number {
  if (detail.due.state !== 'submitted' && detail.due.state !== 'accepted') return 0
  const back = detail.acts.filter((one) => one.act === 'return').at(-1)?.version ?? 0
  return back < newestVersion(detail) ? back : 0
}
export const newestVersion = (detail: DueDetail) => Math.max(0, ...detail.versions.map((version) => version.number))

export type Urgency = 'overdue' | 'soon' | 'on'
export function urgency(due: DueLine, now = today()): Urgency | null {
  if (!kWaiting.includes(due.state)) return null
  const left = daysBetween(now, due.due_on)
  return left < 0 ? 'overdue' : left <= 7 ? 'soon' : 'on'
}
export function timeLeft(due: DueLine, now = today()): string {
  const left = daysBetween(now, due.due_on)
  if (due.late) return due.late.working_days > 0 ? t('due.over', { n: due.late.working_days }) : t('due.over-today')
  if (left < 0) return t('due.over-today')
  return left === 0 ? t('due.on-day') : t('due.left', { n: left })
}
export const holder = (due: { person: string | null; role: DueLine['holder']['role'] }) => due.person || t(`due.role.${due.role}`)
export const lies = (due: DueLine) => t('due.at', { step: t(`due.step.${due.holder.step}`), who: holder(due.holder), date: day(due.since) })
// Handing on is called by what comes of it.
export function verbWords(verb: Verb, detail: DueDetail | null): string {
  const here = detail?.chain[detail.step]?.kind
  const next = detail?.chain[detail.step + 1]?.kind
  if (verb === 'hand-on') return t(here === 'assign' ? 'due.verb.give-out' : next === 'sign' ? 'due.verb.for-signature' : next === 'cosign' ? 'due.verb.for-cosign' : 'due.verb.hand-on')
  return t(`due.verb.${verb}`)
}
export function goWords(verb: Verb, due: DueLine): string {
  if (verb === 'hand-on' && due.holder.step === 'assign') return t('due.go.give-out')
  const key = `due.go.${verb}`
  return isKey(key) ? t(key) : t('due.go.look')
}
