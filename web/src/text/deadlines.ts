// SPDX-License-Identifier: Apache-2.0
// Values of deadlines: between the contract's notation and what a person sees or sets.
import type { DeadlineKind } from '@/api/types'
import type { Language } from '@/state/display'
import { dateWords, kMonthsEn } from './dates'

export interface Recurrence {
  frequency: 'YEARLY' | 'MONTHLY' | 'WEEKLY' | 'DAILY'
  interval: number
  month: number | null
  day: number | null // of the month; -1 its last day
}

export function parseRecurrence(value: string): Recurrence | null {
  const parts = new Map(value.split(';').map((p) => p.split('=') as [string, string]))
  const frequency = parts.get('FREQ')
  if (frequency !== 'YEARLY' && frequency !== 'MONTHLY' && frequency !== 'WEEKLY' && frequency !== 'DAILY') return null
  const number = (key: string) => (parts.has(key) ? Number(parts.get(key)) : null)
  return { frequency, interval: number('INTERVAL') ?? 1, month: number('BYMONTH'), day: number('BYMONTHDAY') }
}

export function printRecurrence(r: Recurrence): string {
  const parts = [`FREQ=${r.frequency}`]
  if (r.interval > 1) parts.push(`INTERVAL=${r.interval}`)
  if (r.month !== null && r.frequency === 'YEARLY') parts.push(`BYMONTH=${r.month}`)
  if (r.day !== null && (r.frequency === 'YEARLY' || r.frequency === 'MONTHLY')) parts.push(`BYMONTHDAY=${r.day}`)
  return parts.join(';')
}

export interface Period {
  count: number
  unit: 'D' | 'WD' | 'M' | 'Y'
  from: string
}

export function parsePeriod(value: string): Period | null {
  const m = /^P(\d+)(WD|D|M|Y)(?:\/(.+))?$/.exec(value)
  return m ? { count: Number(m[1]), unit: m[2] as Period['unit'], from: m[3] ?? 'receipt' } : null
}

export function printPeriod(p: Period): string {
  return `P${p.count}${p.unit}/${p.from}`
}

const kEvery = { YEARLY: '每年', MONTHLY: '每月', WEEKLY: '每周', DAILY: '每天' }
const kEveryEn = { YEARLY: 'every year', MONTHLY: 'every month', WEEKLY: 'every week', DAILY: 'every day' }
const kUnits = { D: '天', WD: '个工作日', M: '个月', Y: '年' }
const kUnitsEn = { D: 'days', WD: 'working days', M: 'months', Y: 'years' }

function recurrenceWords(r: Recurrence, language: Language): string {
  if (language === 'en') {
    const on = r.month ? ` on ${r.day === -1 ? 'the last day of' : (r.day ?? '')} ${kMonthsEn[r.month - 1]}` : ''
    const every = r.interval > 1 ? `every ${r.interval} × (${kEveryEn[r.frequency]})` : kEveryEn[r.frequency]
    return every + (on || (r.day ? ` on day ${r.day === -1 ? 'last' : r.day}` : ''))
  }
  if (r.frequency === 'MONTHLY' && r.interval === 3) return '每季度'
  if (r.frequency === 'MONTHLY' && r.interval === 6) return '每半年'
  const every = r.interval > 1 ? `每隔${r.interval}次·${kEvery[r.frequency]}` : kEvery[r.frequency]
  const day = r.day === -1 ? '最后一天' : r.day ? `${r.day}日` : ''
  return `${every}${r.month ? `${r.month}月` : ''}${day}`
}

// The value in words; a value of unknown notation is shown as it is.
export function deadlineWords(kind: DeadlineKind, value: string, language: Language, now = ''): string {
  if (kind === 'long_term') return language === 'en' ? 'standing' : '长期'
  if (kind === 'recurring') {
    const r = parseRecurrence(value)
    return r ? recurrenceWords(r, language) : value
  }
  if (kind === 'relative') {
    const p = parsePeriod(value)
    if (!p) return value
    return language === 'en' ? `within ${p.count} ${kUnitsEn[p.unit]} of receipt` : `收到后${p.count}${kUnits[p.unit]}内`
  }
  return dateWords(value, language, now)
}

// Whether the words of a deadline are the document's own, not a value that a person set.
export function isQuoted(text: string): boolean {
  return text !== '' && !/^(\d{4}-\d{2}-\d{2}|FREQ=.*|P\d+.*|LONG)$/.test(text)
}

// What a new deadline of this kind begins with.
export function firstValue(kind: DeadlineKind, now: string): string {
  const year = now.slice(0, 4)
  if (kind === 'long_term') return 'LONG'
  if (kind === 'recurring') return 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10'
  if (kind === 'relative') return 'P5WD/receipt'
  if (kind === 'month_end') return monthEnd(now.slice(0, 7))
  return kind === 'year_end' ? `${year}-12-31` : now
}

export function monthEnd(month: string): string {
  const [y, m] = month.split('-').map(Number)
  return `${month}-${String(new Date(Date.UTC(y, m, 0)).getUTCDate()).padStart(2, '0')}`
}
