// SPDX-License-Identifier: Apache-2.0
// Civil dates "YYYY-MM-DD" in words, without time zones: 2011年11月15日 周二, Tue 15 Nov 2011.
import type { Language } from '@/state/display'

const kDays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']
const kDaysEn = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
export const kMonthsEn = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function utc(date: string): Date {
  return new Date(`${date}T00:00:00Z`)
}

// With weekday; the year is dropped when it is that of `now`.
export function dateWords(date: string, language: Language, now = ''): string {
  const day = utc(date)
  if (Number.isNaN(day.getTime())) return date
  const [y, m, d] = [day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate()]
  const sameYear = now.slice(0, 4) === String(y)
  if (language === 'en') return `${kDaysEn[day.getUTCDay()]} ${d} ${kMonthsEn[m]}${sameYear ? '' : ` ${y}`}`
  return `${sameYear ? '' : `${y}年`}${m + 1}月${d}日 ${kDays[day.getUTCDay()]}`
}

export function addDays(date: string, days: number): string {
  const day = utc(date)
  day.setUTCDate(day.getUTCDate() + days)
  return day.toISOString().slice(0, 10)
}

// Whole days from `from` to `to`; negative when `to` is past.
export function daysBetween(from: string, to: string): number {
  return Math.round((utc(to).getTime() - utc(from).getTime()) / 86_400_000)
}

// An instant in the browser's own time: 2011年11月10日 15:42.
export function momentWords(instant: string, language: Language): string {
  const at = new Date(instant)
  const pad = (n: number) => String(n).padStart(2, '0')
  const clock = `${pad(at.getHours())}:${pad(at.getMinutes())}`
  if (language === 'en') return `${at.getDate()} ${kMonthsEn[at.getMonth()]} ${at.getFullYear()} ${clock}`
  return `${at.getFullYear()}年${at.getMonth() + 1}月${at.getDate()}日 ${clock}`
}

export function clockWords(at: Date): string {
  return `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`
}
