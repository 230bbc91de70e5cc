// SPDX-License-Identifier: Apache-2.0
// Where in a report the words of a joint unit may go: texts that are typed, and the wide cells of rows that stand there.
import { fieldsOf, words } from '@/forms/pen'
import type { Field, Form, Place, Row, Values } from '@/forms/types'

const kWide = 200 // characters: a cell for less is a name or a number

export interface Section {
  id: string
  title: string
  row: string // what the row is known by; '' of a field
  place: Place
}
const isText = (field: { kind: string }) => field.kind === 'text' || field.kind === 'long_text'
const isWide = (field: Pick<Field, 'kind' | 'length'>) => field.kind === 'long_text' || (isText(field) && (field.length ?? 0) >= kWide)

function inTable(field: Field, rows: Row[]): Section[] {
  const columns = (field.columns ?? []).filter((column) => isWide(column) && !column.key && !column.computed)
  const key = (field.columns ?? []).find((column) => column.key) ?? field.columns?.[0]
  return rows.flatMap((row, n) => {
    const name = key ? String(row[key.name] ?? '') : ''
    return columns.map((column) => ({ id: `${field.name}/${n}/${column.name}`, title: `${words(field.title)} ${name || n + 1} · ${words(column.title)}`, row: name, place: { field: field.name, row: n, column: column.name } }))
  })
}
export function sectionsOf(form: Form, values: Values): Section[] {
  return fieldsOf(form).flatMap((field) => {
    const rows = values[field.name]
    if (field.kind === 'table') return inTable(field, Array.isArray(rows) ? (rows as Row[]) : [])
    return isWide(field) && !field.computed ? [{ id: field.name, title: words(field.title), row: '', place: { field: field.name } }] : []
  })
}
export function textAt(values: Values, place: Place): string {
  const value = place.row === undefined ? values[place.field] : (values[place.field] as Row[] | undefined)?.[place.row]?.[place.column!]
  return typeof value === 'string' ? value : ''
}
// What stands there stays; the new words come behind it.
export const joined = (before: string, words: string): string => (before.trimEnd() ? `${before.trimEnd()}\n${words}` : words)
