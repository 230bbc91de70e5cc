// SPDX-License-Identifier: Apache-2.0
// What is selected on the page, as a place of the form: field, row, column, and the characters of the value there.
import { cellText, rowsOf } from '@/forms/values'
import { fieldsOf } from '@/forms/pen'
import type { Form, Values } from '@/forms/types'

export interface Passage {
  field: string
  row?: string // key of the row, else its number
  column?: string
  passage?: [number, number] // characters, half-open
  quote?: string
}

const kTexts = ['text', 'long_text']
const count = (text: string) => [...text].length // characters, not UTF-16 units

function placeOf(at: Element, form: Form, values: Values): { place: Passage; holder: Element; text: boolean } | null {
  const holder = at.closest('td, .still')
  const name = at.closest<HTMLElement>('[data-field]')?.dataset.field
  const field = fieldsOf(form).find((one) => one.name === name)
  if (!field || !holder) return field ? { place: { field: field.name }, holder: at, text: false } : null
  const line = holder.closest<HTMLElement>('[data-r]')
  if (!(holder instanceof HTMLTableCellElement) || !line) return { place: { field: field.name }, holder, text: kTexts.includes(field.kind) }
  const column = field.columns[holder.cellIndex - 1]
  if (!column) return { place: { field: field.name }, holder, text: false }
  const n = Number(line.dataset.r)
  const key = field.columns.find((one) => one.key)
  const row = (key && cellText(rowsOf(values[field.name])[n]?.[key.name])) || String(n + 1)
  return { place: { field: field.name, row, column: column.name }, holder, text: kTexts.includes(column.kind) }
}

// null: nothing of the form is selected.
export function selectedPassage(form: Form, values: Values): Passage | null {
  const selection = window.getSelection()
  if (!selection?.rangeCount || !selection.anchorNode) return null
  const range = selection.getRangeAt(0)
  const at = range.startContainer instanceof Element ? range.startContainer : range.startContainer.parentElement
  const found = at && placeOf(at, form, values)
  if (!found) return null
  // Over the end of a paragraph or of the field: as far as the value goes, in the characters it has.
  const within = range.cloneRange()
  if (!found.holder.contains(range.endContainer)) within.setEnd(found.holder, found.holder.childNodes.length)
  const quote = within.toString().trimEnd()
  if (!quote || !found.text) return found.place
  const before = document.createRange()
  before.selectNodeContents(found.holder)
  before.setEnd(range.startContainer, range.startOffset)
  const begin = count(before.toString())
  return { ...found.place, passage: [begin, begin + count(quote)], quote }
}
