// SPDX-License-Identifier: Apache-2.0
// A deadline as the lists tell it: relative first, the exact day below.
import type { TaskRow } from '@/api/types'
import { display } from '@/state/display'
import { today } from '@/state/session'
import { dateWords, daysBetween } from '@/text/dates'
import { deadlineWords } from '@/text/deadlines'
import { t } from '@/words'

type Due = TaskRow['deadlines'][number]

// A vague word of time stands as the document has it, for there is no day to tell.
export function dueWords(due: Due): { first: string; second: string } {
  const exact = deadlineWords(due.kind, due.value, display.language, today())
  if (!due.due || due.kind === 'recurring') return { first: exact, second: due.due ? dateWords(due.due, display.language, today()) : '' }
  const days = daysBetween(today(), due.due)
  const first = days === 0 ? t('ledger.today') : days > 0 ? t('ledger.in-days', { n: days }) : t('ledger.past', { n: -days })
  return { first, second: dateWords(due.due, display.language, today()) }
}
