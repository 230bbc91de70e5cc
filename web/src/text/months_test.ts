// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { isMonth, lastDay, plusMonths, weekday, weeksOf } from './months'

test('months step over the year both ways', () => {
  expect(plusMonths('2011-11', 2)).toBe('2012-01')
  expect(plusMonths('2012-01', -1)).toBe('2011-12')
  expect(plusMonths('2011-11', -23)).toBe('2009-12')
  expect(lastDay('2012-02')).toBe('2012-02-29')
  expect(isMonth('2011-13')).toBe(false)
})

test('weeks begin on Monday and hold the whole month', () => {
  const weeks = weeksOf('2011-11') // begins on a Tuesday
  expect(weekday('2011-11-01')).toBe(2)
  expect(weeks[0][0]).toBe('2011-10-31')
  expect(weeks.at(-1)!.includes('2011-11-30')).toBe(true)
  expect(weeks.every((week) => week.length === 7)).toBe(true)
  expect(weeksOf('2010-02').length).toBe(4) // exactly four weeks
})
