// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { paperOf } from './paper'

test('a text without blocks is its lines', () => {
  expect(paperOf('甲\n\n乙', undefined).map((part) => part.begin)).toEqual([0, 3])
})

test('pages begin where their first block does, and spanning cells leave no hole', () => {
  const text = '题\n序\t任务\n1\t修路\n建桥\n完'
  const cell = (span: number[], row: number, column: number, rows = 1) => ({ span, row, column, rows, columns: 1 })
  const parts = paperOf(text, [
    { kind: 'heading', span: [0, 1], page: 1, level: 1 },
    { kind: 'table', span: [2, 14], page: 2, table: { rows: 3, columns: 2, heading_rows: 1, cells: [cell([2, 3], 0, 0), cell([4, 6], 0, 1), cell([7, 8], 1, 0, 2), cell([9, 11], 1, 1)] } },
    { kind: 'paragraph', span: [15, 16], page: 2 },
  ] as never)
  expect(parts.map((part) => part.kind)).toEqual(['break', 'line', 'break', 'table', 'line'])
  const table = parts[3] as Extract<(typeof parts)[number], { kind: 'table' }>
  expect(table.rows.map((row) => row.length)).toEqual([2, 2, 1]) // the last row's first place is spanned
  expect(table.rows[0].every((one) => one.heading)).toBe(true)
  expect(table.rows[2][0].begin).toBe(table.rows[2][0].end)
})
