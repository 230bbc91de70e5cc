// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { labelPlaces, mondayOf, runsOf, trendOf } from './trend'

const week = (at: string, overdue: number) => ({ week: at, taken_on: at, overdue, behind: 0, soon: 1, done: 0 })

describe('the trend of twelve weeks', () => {
  it('ends with now and has gaps where nobody looked', () => {
    const weeks = trendOf({ weeks: [week('2011-10-17', 4), week('2011-10-31', 2)], lights: { overdue: 1, on: 40 } }, '2011-11-10')
    expect(weeks).toHaveLength(12)
    expect(weeks[11]).toEqual({ week: '2011-11-07', taken: '2011-11-10', overdue: 1, behind: 0, soon: 0, done: 0 })
    expect(weeks.map((one) => one?.overdue ?? null)).toEqual([null, null, null, null, null, null, null, null, 4, null, 2, 1])
    expect(runsOf(weeks, 'overdue')).toEqual([[[8, 4]], [[10, 2], [11, 1]]])
  })
  it('knows Mondays', () => {
    expect(mondayOf('2011-11-14')).toBe('2011-11-14')
    expect(mondayOf('2011-11-13')).toBe('2011-11-07')
    expect(mondayOf('2012-01-01')).toBe('2011-12-26')
  })
  it('keeps labels apart and inside', () => {
    expect(labelPlaces([100, 100, 20, 101], 16, 10, 120)).toEqual([88, 104, 20, 120])
    expect(labelPlaces([5, 5], 16, 10, 120)).toEqual([10, 26])
  })
})
