// SPDX-License-Identifier: Apache-2.0
// What the confirm page says about a question.
import type { DraftItem, ImportDetail, Question, Role, UnitRef } from '@/api/types'
import { isKey, t } from '@/words'

export function itemWords(key: string): string {
  if (key === 'general') return t('confirm.general')
  return key === 'header' ? t('confirm.header') : t('confirm.item', { n: key })
}

export function itemsWords(keys: string[]): string {
  if (keys.length === 1) return itemWords(keys[0])
  if (keys.length <= 3) return t('confirm.items-few', { list: keys.join('、') })
  return t('confirm.items', { list: keys.slice(0, 2).join('、'), n: keys.length })
}

// Quotation marks inside quotation marks are single.
const quoted = (text: string) => text.replace(/“/g, '‘').replace(/”/g, '’')

export function questionTitle(q: Question): string {
  const title = t(`q.${q.kind}`, { text: quoted(q.text) })
  if (q.kind !== 'no_list' || q.member_count === null || q.list_basis === null) return title
  return `${title} · ${t('q.no_list-known', { n: q.member_count, basis: t(`basis.${q.list_basis}`) })}`
}

export function choiceWords(q: Question, choice: Question['choices'][number]): string {
  const key = `c.${q.kind}.${choice}`
  const params = { n: q.member_count ?? q.text_units.length, words: q.text_units.length, clause: q.clause_units.length }
  return t(isKey(key) ? key : `c.other.${choice}`, params)
}

export function answerWords(answer: string): string {
  const key = `a.${answer}`
  return isKey(key) ? t(key) : answer
}

export function ruleWords(rule: string): string {
  const key = `rule.${rule}`
  return isKey(key) ? t(key) : rule
}

export function unitNames(units: UnitRef[]): string {
  return units.map((u) => u.short_name).join('、')
}

// Questions one decision can settle together: same kind, same choices, same basis, still open.
export function alikeOf(q: Question, all: Question[]): Question[] {
  if (q.kind === 'text_differs') return [q]
  const sign = (x: Question) => [x.kind, x.choices.join(), x.list_basis].join('|')
  return all.filter((x) => x.answer === null && sign(x) === sign(q))
}

export interface Becoming {
  counts: { role: Role; units: number }[]
  pending: number
}

// How many real units an item will have in each role, as the server counts them, and what the choice at
// hand would change. Lists left open count as pending. With several groups left in a role after one is
// taken out, the server's count stands until the answer is saved, for groups may share members.
export function becoming(item: DraftItem, detail: ImportDetail, question: Question | null, choice: string | null): Becoming {
  const counts = new Map<Role, number>(item.holders.map((h) => [h.role, h.count]))
  const mappingOf = (unit: string) => detail.units.find((u) => u.text === unit)
  const takenOut = question?.kind === 'no_list' && choice === 'pending' ? item.parties.find((p) => p.unit === question.text && !p.pending) : undefined
  if (takenOut) {
    const left = item.parties.filter((p) => p.role === takenOut.role && p !== takenOut)
    if (left.length === 0) counts.delete(takenOut.role)
    if (left.length === 1) counts.set(takenOut.role, mappingOf(left[0].unit)?.member_count ?? 1)
  }
  if (question?.kind === 'text_differs' && choice === 'text') counts.set('responsible', question.text_units.length)
  const isPending = (unit: string) => mappingOf(unit)?.mapped_to?.kind === 'group' && !mappingOf(unit)?.member_count
  const pending = item.parties.filter((p) => p.pending || p === takenOut || isPending(p.unit)).length
  return { counts: [...counts].filter(([, n]) => n > 0).map(([role, units]) => ({ role, units })), pending }
}

// A remark of the reader; one we have no words for stands as the reader gave it.
export function warningWords(warning: ImportDetail['warnings'][number], text: string): string {
  const key = `warn.${warning.code}`
  if (!isKey(key)) return warning.message
  const words = warning.span ? text.slice(warning.span[0], warning.span[1]).replace(/\s+/g, '') : ''
  return t(key, { text: words.length > 30 ? `${words.slice(0, 30)}…` : words })
}
