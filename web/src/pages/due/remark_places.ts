// SPDX-License-Identifier: Apache-2.0
// Which remarks asked for what changed between two versions: each beside the change at its own place, else beside
// the first change of its field; those whose field did not change are told apart.
import type { Change } from '@/forms/types'
import type { DueDetail } from './server'

export type Remark = DueDetail['remarks'][number]

// Made on the earlier version or on one between; version 0 is as it stands now.
export function askedBetween(remarks: readonly Remark[], from: number, to: number): Remark[] {
  const place = (version: number) => version || Infinity
  const [first, last] = [place(from), place(to)].sort((a, b) => a - b)
  return remarks.filter((remark) => remark.version >= first && remark.version < last)
}

export function placed(changes: readonly Change[], remarks: readonly Remark[]): { at: Map<Change, Remark[]>; unmet: Remark[] } {
  const at = new Map<Change, Remark[]>()
  const unmet: Remark[] = []
  for (const remark of remarks) {
    const there = changes.filter((change) => change.field === remark.field)
    const inRow = there.filter((change) => !remark.row || change.row === remark.row)
    const exact = inRow.filter((change) => !change.column || !remark.column || change.column === remark.column)
    const change = exact[0] ?? inRow[0] ?? (remark.row ? undefined : there[0])
    if (change) at.set(change, [...(at.get(change) ?? []), remark])
    else unmet.push(remark)
  }
  return { at, unmet }
}
