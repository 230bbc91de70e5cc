// SPDX-License-Identifier: Apache-2.0
// Filters in words, for the empty list and for print.
import type { PlanDetail } from '@/api/types'
import { display } from '@/state/display'
import { dateWords } from '@/text/dates'
import type { Filters } from '@/text/filters'
import { t } from '@/words'

export function filterWords(filters: Filters, plan: PlanDetail): string[] {
  const words: string[] = []
  const section = plan.sections.find((s) => s.path === filters.section)
  if (filters.section) words.push(section ? section.title : filters.section)
  if (filters.unit) words.push(plan.units.find((u) => u.unit.id === filters.unit)?.unit.short_name ?? t('ledger.unit'))
  if (filters.role) words.push(t(`duty.${filters.role}`))
  if (filters.dated !== undefined) words.push(t(filters.dated ? 'ledger.with-date' : 'ledger.without-date'))
  if (filters.due_from) words.push(`${t('ledger.from')} ${dateWords(filters.due_from, display.language)}`)
  if (filters.due_to) words.push(`${t('ledger.to')} ${dateWords(filters.due_to, display.language)}`)
  if (filters.flag) words.push(t(`flag.${filters.flag}`))
  if (filters.light) words.push(t(`light.${filters.light}`))
  if (filters.state) words.push(t(`state.${filters.state}`))
  if (filters.q) words.push(`“${filters.q}”`)
  return words
}
