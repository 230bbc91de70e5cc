// SPDX-License-Identifier: Apache-2.0
// Reporting periods as the server writes them: 2011年, 2011年上半年, 2011年第3季度, 2011年11月.
import type { Language } from '@/state/display'
import { kMonthsEn } from '@/text/dates'
import { t } from '@/words'
import type { PeriodKind } from './types'

export interface Period {
  year: number
  part: number // 1 to 1, 2, 4, 12
}
const kParts = { year: 1, half: 2, quarter: 4, month: 12 } as const

export function periodOf(kind: PeriodKind, year: number, part: number): string {
  const n = Math.min(kParts[kind], Math.max(1, part))
  return `${year}年${kind === 'year' ? '' : kind === 'half' ? (n === 1 ? '上半年' : '下半年') : kind === 'quarter' ? `第${n}季度` : `${n}月`}`
}
export function readPeriod(text: string): Period | null {
  const m = /^(\d{4})年(?:(上|下)半年|第(\d)季度|(\d{1,2})月)?$/.exec(text)
  return m && { year: Number(m[1]), part: m[2] ? (m[2] === '上' ? 1 : 2) : Number(m[3] ?? m[4] ?? 1) }
}
// In English 2011 H2, 2011 Q3, Nov 2011; what is no period stays.
export function periodWords(text: string, language: Language): string {
  const at = language === 'en' ? readPeriod(text) : null
  if (!at) return text
  if (text.endsWith('年') && !text.endsWith('半年')) return String(at.year)
  if (text.endsWith('月')) return `${kMonthsEn[at.part - 1]} ${at.year}`
  return `${at.year} ${text.endsWith('季度') ? 'Q' : 'H'}${at.part}`
}
export function periodAt(kind: PeriodKind, day: string): string {
  return periodOf(kind, Number(day.slice(0, 4)), Math.floor((Number(day.slice(5, 7)) - 1) / (12 / kParts[kind])) + 1)
}
export function partsOf(kind: PeriodKind): { n: number; words: string }[] {
  return Array.from({ length: kParts[kind] }, (_, i) => ({ n: i + 1, words: kind === 'half' ? t(i ? 'forms.second-half' : 'forms.first-half') : t(kind === 'quarter' ? 'forms.quarter' : 'forms.month', { n: i + 1 }) }))
}
