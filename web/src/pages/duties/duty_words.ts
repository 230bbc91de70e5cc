// SPDX-License-Identifier: Apache-2.0
// When a duty is due, in words; anything unusual stays as it is written.
import type { Schema } from '@/api/client'
import { display } from '@/state/display'
import { today } from '@/state/session'
import { dateWords, kMonthsEn } from '@/text/dates'
import { t } from '@/words'

export type Duty = Schema['Duty']

export function whenWords(on: string | undefined): string {
  if (!on) return t('duties.undated')
  const yearly = /^FREQ=YEARLY;BYMONTH=(\d+);BYMONTHDAY=(\d+)$/.exec(on)
  if (yearly) return t('duties.yearly', { date: display.language === 'en' ? `${yearly[2]} ${kMonthsEn[Number(yearly[1]) - 1]}` : `${yearly[1]}月${yearly[2]}日` })
  const day = /;BYMONTHDAY=(\d+)$/.exec(on)?.[1]
  if (day && /^FREQ=MONTHLY;BYMONTHDAY=\d+$/.test(on)) return t('duties.monthly-on', { day })
  const months = /^FREQ=YEARLY;BYMONTH=([\d,]+);BYMONTHDAY=\d+$/.exec(on)?.[1].split(',').map(Number)
  if (day && months) return t('duties.months-on', { day, months: months.map((m) => (display.language === 'en' ? kMonthsEn[m - 1] : m)).join(display.language === 'en' ? ', ' : '、') })
  return /^\d{4}-\d\d-\d\d$/.test(on) ? dateWords(on, display.language, today()) : on
}
export const unitNames = (units: Duty['who']) => units.map((unit) => unit?.short_name ?? '—').join('、')
export const onOf = (date: string, eachYear: boolean) => (eachYear ? `FREQ=YEARLY;BYMONTH=${Number(date.slice(5, 7))};BYMONTHDAY=${Number(date.slice(8, 10))}` : date)
