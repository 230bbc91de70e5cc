// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { filtersOf, isFiltered, queryOf, type Filters } from './filters'

describe('filters', () => {
  const all: Filters = { section: '三/（五）', unit: '34', role: 'lead', dated: true, due_from: '2011-11-01', due_to: '2012-12-31', flag: 'vague_time', light: 'overdue', state: 'in_progress', q: '财政 资金' }
  it('go to the address and come back the same', () => {
    expect(filtersOf(queryOf(all))).toEqual(all)
    expect(filtersOf(queryOf({ dated: false }))).toEqual({ dated: false })
  })
  it('ignore what is no filter or makes no sense', () => {
    expect(filtersOf({ unit: 'x', role: 'king', dated: 'maybe', due_from: '2011', light: 'green', state: 'asleep', q: '  ', other: '1' })).toEqual({})
    expect(isFiltered({})).toBe(false)
  })
})
