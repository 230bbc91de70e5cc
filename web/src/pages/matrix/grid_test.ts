// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import type { Matrix } from '@/api/types'
import { rowsOf, step } from './grid'

const unit = (id: string) => ({ id, name: id, short_name: id, kind: 'unit' as const })
const matrix = {
  plan_id: '1', sections: [],
  tasks: [1, 2, 3].map((n) => ({ id: String(n), number: String(n), title: '', light: null })),
  groups: [
    { category: { code: 'a', title: '甲', title_en: 'A' }, units: [unit('1'), unit('2')] },
    { category: { code: 'b', title: '乙', title_en: 'B' }, units: [unit('3')] },
  ],
  cells: [{ unit: '1', task: 1, roles: ['lead'], open: false, light: 'soon' }, { unit: '3', task: 2, roles: ['joint'], open: true, light: 'joint' }],
} as Matrix

describe('the grid', () => {
  const rows = rowsOf(matrix, new Set(), '')
  it('shows groups with their units and puts each cell in its place', () => {
    expect(rows.map((r) => (r.kind === 'group' ? r.code : r.unit.id))).toEqual(['a', '1', '2', 'b', '3'])
    expect(rows[1].kind === 'unit' && rows[1].cells[1]?.roles).toEqual(['lead'])
  })
  it('shows of a folded group only its head', () => {
    expect(rowsOf(matrix, new Set(['a']), '').map((r) => r.kind)).toEqual(['group', 'group', 'unit'])
  })
  it('leaves out cells of other roles', () => {
    expect(rowsOf(matrix, new Set(), 'joint').flatMap((r) => (r.kind === 'unit' ? r.cells.filter(Boolean) : []))).toHaveLength(1)
  })
  it('is walked by arrows past the heads of groups', () => {
    expect(step('ArrowDown', { row: 2, column: 0 }, rows, 3)).toEqual({ row: 4, column: 0 })
    expect(step('ArrowUp', { row: 1, column: 0 }, rows, 3)).toEqual({ row: 1, column: 0 })
    expect(step('r', { row: 1, column: 0 }, rows, 3)).toEqual({ row: 4, column: 0 })
    expect(step('End', { row: 1, column: 0 }, rows, 3)).toEqual({ row: 1, column: 2 })
  })
})
