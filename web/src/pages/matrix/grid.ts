// SPDX-License-Identifier: Apache-2.0
// The matrix as rows to show: folded groups, cells by place, and the way of the arrows.
import type { LightWord, Matrix, Role, UnitRef } from '@/api/types'

export interface Cell {
  roles: Role[]
  open: boolean
  light: LightWord | null
}

export interface UnitRow {
  kind: 'unit'
  unit: UnitRef
  cells: (Cell | undefined)[]
}

export interface GroupRow {
  kind: 'group'
  code: string
  title: string
  titleEn: string
  size: number
}

export type GridRow = UnitRow | GroupRow

// Rows in the directory's order; of a folded group only its head.
export function rowsOf(matrix: Matrix, folded: ReadonlySet<string>, role: Role | ''): GridRow[] {
  const cells = new Map<string, (Cell | undefined)[]>()
  for (const cell of matrix.cells) {
    const roles = role === '' ? cell.roles : cell.roles.filter((r) => r === role)
    if (roles.length === 0) continue
    if (!cells.has(cell.unit)) cells.set(cell.unit, new Array(matrix.tasks.length))
    cells.get(cell.unit)![cell.task] = { roles, open: cell.open, light: cell.light }
  }
  const rows: GridRow[] = []
  for (const group of matrix.groups) {
    const code = group.category?.code ?? ''
    rows.push({ kind: 'group', code, title: group.category?.title ?? '', titleEn: group.category?.title_en ?? '', size: group.units.length })
    if (folded.has(code)) continue
    for (const unit of group.units) rows.push({ kind: 'unit', unit, cells: cells.get(unit.id) ?? [] })
  }
  return rows
}

export interface At {
  row: number
  column: number
}

// Where a key leads from `at`; rows of groups are passed over.
export function step(key: string, at: At, rows: GridRow[], columns: number): At {
  const isUnit = (n: number) => rows[n]?.kind === 'unit'
  const hasWork = (n: number) => isUnit(n) && (rows[n] as UnitRow).cells.some(Boolean)
  const walk = (by: number, good: (n: number) => boolean) => {
    let n = at.row + by
    while (n >= 0 && n < rows.length && !good(n)) n += by
    return good(n) ? n : at.row
  }
  switch (key) {
    case 'ArrowRight': return { ...at, column: Math.min(columns - 1, at.column + 1) }
    case 'ArrowLeft': return { ...at, column: Math.max(0, at.column - 1) }
    case 'ArrowDown': return { ...at, row: walk(1, isUnit) }
    case 'ArrowUp': return { ...at, row: walk(-1, isUnit) }
    case 'Home': return { ...at, column: 0 }
    case 'End': return { ...at, column: columns - 1 }
    case 'r': return { ...at, row: walk(1, hasWork) }
    default: return at
  }
}
