// SPDX-License-Identifier: Apache-2.0
// What a form needs on paper: dates without weekday, the one unit all its numbers have, values as written there.
import type { Language } from '@/state/display'
import { dateWords } from '@/text/dates'
import { fieldsOf } from './pen'
import { periodWords } from './periods'
import type { Field, Form, Value, Words } from './types'
import { unitWords } from './unit_names'
import { cellText, filesOf, grouped } from './values'

export const dayWords = (date: string, language: Language) => dateWords(date, language).replace(language === 'en' ? /^\w+ / : / 周.$/, '')

// The unit in the head of the table, when all amounts have the same; percentages and counts do not speak against it.
export function soleUnit(form: Form): Words | null {
  const numbers = fieldsOf(form).flatMap((field) => [field, ...field.columns]).filter((field) => field.kind === 'number' && field.unit.zh && field.unit.zh !== '%')
  const first = numbers[0]?.unit
  return first && numbers.every((field) => field.unit.zh === first.zh) ? first : null
}

export function onPaper(field: Field, value: Value | undefined, language: Language): string {
  if (field.kind === 'files') return filesOf(value).map((file) => file.name).join('，')
  const text = cellText(value)
  if (field.kind === 'number') return grouped(text)
  if (field.kind === 'unit') return unitWords(text)
  if (field.kind === 'period') return periodWords(text, language)
  if (field.kind === 'date') return /^\d{4}-\d\d-\d\d$/.test(text) ? dayWords(text, language) : text
  const choice = field.kind === 'choice' && language === 'en' ? field.choices.find((one) => one.zh === text)?.en : ''
  return choice || text
}
