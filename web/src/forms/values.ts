// SPDX-License-Identifier: Apache-2.0
// What stands in a form, as text: reading and changing it without understanding it. Only the server does.
//   cellText(value), cellValue(text, field)   what a person sees and types, and what is sent
//   pasteRows(…), insertRow, removeRow        tables; the rows handed in stay as they were
//   trimmed(values)                           without what is empty, as the server is asked
import { columnsOf } from './tsv'
import type { Cell, Field, FileValue, Lacking, Row, Value, Values } from './types'

export const kLacks = '不适用'
export const kMostRows = 5000

export const isLacking = (value: Value | undefined): value is Lacking => typeof value === 'object' && !Array.isArray(value) && value.lacks === true
export const filesOf = (value: Value | undefined): FileValue[] => (Array.isArray(value) ? (value as FileValue[]) : [])
export const rowsOf = (value: Value | undefined): Row[] => (Array.isArray(value) ? (value as Row[]) : [])

export function cellText(value: Value | undefined): string {
  if (value === undefined || Array.isArray(value)) return ''
  if (typeof value === 'boolean') return value ? '是' : '否'
  return isLacking(value) ? kLacks : value
}

export function cellValue(text: string, field: Field): Cell {
  return field.kind === 'number' && text.trim() === kLacks ? { lacks: true } : text
}

export function isEmpty(value: Value | undefined): boolean {
  if (value === undefined || value === '') return true
  return Array.isArray(value) && value.length === 0
}
const isEmptyRow = (row: Row) => Object.values(row).every(isEmpty)

// Rows at the end that nobody filled in are not part of a table; those between filled ones are.
export function trimmed(values: Values): Values {
  const out: Values = {}
  for (const [name, value] of Object.entries(values)) {
    if (isEmpty(value)) continue
    if (!Array.isArray(value) || isFiles(value)) out[name] = value
    else {
      const rows = (value as Row[]).map((row) => Object.fromEntries(Object.entries(row).filter(([, cell]) => !isEmpty(cell))))
      while (rows.length && isEmptyRow(rows[rows.length - 1])) rows.pop()
      if (rows.length) out[name] = rows
    }
  }
  return out
}
const isFiles = (value: FileValue[] | Row[]): value is FileValue[] => value.length > 0 && 'digest' in value[0] && typeof (value[0] as FileValue).size === 'number'

export const sameValues = (a: Values, b: Values) => JSON.stringify(sorted(trimmed(a))) === JSON.stringify(sorted(trimmed(b)))
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, sorted(v)]))
}

// 1234567.50 → 1,234,567.50; anything but a plain number stays.
export function grouped(text: string): string {
  const m = /^([-−]?)(\d+)(\.\d+)?$/.exec(text)
  return m ? `${m[1] ? '−' : ''}${m[2].replace(/\B(?=(\d{3})+$)/g, ',')}${m[3] ?? ''}` : text
}

// How the server read what was typed, when that is not plain to see; '' otherwise.
export function readAs(typed: string, canonical: string): string {
  const plain = (text: string) => text.normalize('NFKC').replace(/[,\s]/g, '').replace(/−/g, '-').replace(/^(\d{4})年(\d{1,2})月(\d{1,2})日$/, (_, y: string, m: string, d: string) => `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`).replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')
  return typed === '' || canonical === '' || plain(typed) === plain(canonical) ? '' : canonical
}

export const mostRows = (field: Field) => (field.rows ? field.rows.length : field.at_most || kMostRows)
export const fixedCell = (field: Field, row: number, column: string) => field.rows?.[row]?.[column] || ''
const isOpen = (field: Field, row: number, column: Field) => !column.computed && column.kind !== 'files' && fixedCell(field, row, column.name) === ''

// With rows up to and including `last`, so that a cell below the end can be written.
export function reaching(rows: Row[], last: number): Row[] {
  return rows.length > last ? [...rows] : [...rows, ...Array.from({ length: last + 1 - rows.length }, () => ({}))]
}
export const withCell = (rows: Row[], row: number, column: string, cell: Cell): Row[] => {
  const out = reaching(rows, row)
  out[row] = { ...out[row], [column]: cell }
  return out
}
export const insertRow = (rows: Row[], before: number): Row[] => [...reaching(rows, before - 1).slice(0, before), {}, ...rows.slice(before)]
export const removeRow = (rows: Row[], row: number): Row[] => rows.filter((_, n) => n !== row)

// A line broken inside a cell is one line: without a blank between Chinese characters.
function oneLine(cell: string): string {
  return cell.trim().replace(/(.)\s*\n\s*(.)/gs, (_, a: string, b: string) => (/[\u3000-\u9fff\uff00-\uffef]/.test(a) && /[\u3000-\u9fff\uff00-\uffef]/.test(b) ? a + b : `${a} ${b}`))
}

export interface Pasted {
  rows: Row[]
  count: number // of rows taken
  columns: number // of columns taken
  heading: boolean // the first line named the columns
  left_rows: number // beyond the limit
  unknown: string[] // headings that name no column
  skipped: string[] // columns nobody fills in: names
}

// From the cell at (`row`, `column`), or under their headings where the first line has them.
export function pasteRows(field: Field, rows: Row[], row: number, column: number, grid: string[][]): Pasted {
  const named = columnsOf(field.columns.map((c) => [c.name, c.title.zh, c.title.en].filter(Boolean)), grid[0] ?? [])
  const width = Math.max(0, ...grid.map((line) => line.length))
  const targets = named ?? Array.from({ length: width }, (_, n) => (column + n < field.columns.length ? column + n : -1))
  const lines = named ? grid.slice(1) : grid
  const taken = lines.slice(0, Math.max(0, mostRows(field) - row))
  let out = taken.length ? reaching(rows, row + taken.length - 1) : rows
  const written = new Set<number>()
  const skipped = new Set<string>()
  out = out.map((old, n) => {
    const line = n >= row ? taken[n - row] : undefined
    if (!line) return old
    const fresh = { ...old }
    line.forEach((cell, at) => {
      const target = field.columns[targets[at]]
      if (!target) return
      if (!isOpen(field, n, target)) return void (cell.trim() && skipped.add(target.name))
      fresh[target.name] = cellValue(target.kind === 'long_text' ? cell.trim() : oneLine(cell), target)
      written.add(targets[at])
    })
    return fresh
  })
  const unknown = named ? grid[0].filter((cell, n) => named[n] < 0 && cell.trim() !== '').map((cell) => cell.trim()) : []
  return { rows: out, count: taken.length, columns: written.size, heading: named !== null, left_rows: lines.length - taken.length, unknown, skipped: [...skipped] }
}

// Takes the cell above over; null when there is nothing above or the cell is not filled in by people.
export function fromAbove(field: Field, rows: Row[], row: number, column: Field): Row[] | null {
  if (row === 0 || !isOpen(field, row, column)) return null
  const above = fixedCell(field, row - 1, column.name) || rows[row - 1]?.[column.name]
  return above === undefined ? null : withCell(rows, row, column.name, above)
}

// As a block of cells with its headings, what is computed too.
export function printRows(field: Field, rows: Row[], computed: Row[], titleOf: (column: Field) => string): string[][] {
  const last = field.rows ? field.rows.length : Math.max(rows.length, computed.length)
  const cell = (n: number, column: Field) => fixedCell(field, n, column.name) || cellText((column.computed ? computed : rows)[n]?.[column.name])
  return [field.columns.map(titleOf), ...Array.from({ length: last }, (_, n) => field.columns.map((column) => cell(n, column)))]
}
