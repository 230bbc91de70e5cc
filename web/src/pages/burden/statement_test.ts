// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { sorted, valueOf, type Counts } from './statement'

const of = (name: string, reports: number, before: number): Counts => ({ unit: { id: name, name, short_name: name, kind: 'unit' } as Counts['unit'], duties: 1, reports, answers: 3, groundless: 0, late: 0, noted: 0, unanswered: 0, before: { reports: before, answers: 0 } })

describe('a statement', () => {
  const all = [of('a', 2, 5), of('b', 4, 4), of('c', 2, 0)]
  const names = (items: Counts[]) => items.map((one) => one.unit!.id).join('')
  it('is sorted by any column, equals as they stood', () => {
    expect(names(sorted(all, 'reports', false))).toBe('bac')
    expect(names(sorted(all, 'reports', true))).toBe('acb')
    expect(names(sorted(all, 'change', false))).toBe('cba')
    expect(names(sorted(all, 'before', true))).toBe('cba')
  })
  it('tells the change', () => expect(valueOf(all[0], 'change')).toBe(-3))
})
