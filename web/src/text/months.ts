// SPDX-License-Identifier: Apache-2.0
// Months "YYYY-MM" and their weeks, without time zones.
import type { Language } from '@/state/display'
import { addDays, kMonthsEn } from './dates'

export const isMonth = (text: unknown): text is string => typeof text === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(text)

export function plusMonths(month: string, n: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + n
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`
}

export const firstDay = (month: string) => `${month}-01`
export const lastDay = (month: string) => addDays(firstDay(plusMonths(month, 1)), -1)

// 2011年11月, November's short name and year in English.
export function monthWords(month: string, language: Language): string {
  const [y, m] = [month.slice(0, 4), Number(month.slice(5, 7))]
  return language === 'en' ? `${kMonthsEn[m - 1]} ${y}` : `${y}年${m}月`
}

// 1 Monday … 7 Sunday
export const weekday = (date: string) => ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1

// The weeks that hold the month, Monday first; days of other months fill them up.
export function weeksOf(month: string): string[][] {
  const weeks: string[][] = []
  for (let day = addDays(firstDay(month), 1 - weekday(firstDay(month))); day <= lastDay(month); ) {
    const week = Array.from({ length: 7 }, (_, n) => addDays(day, n))
    weeks.push(week)
    day = addDays(week[6], 1)
  }
  return weeks
}
