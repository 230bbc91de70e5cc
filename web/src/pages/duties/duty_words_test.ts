// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { onOf, whenWords } from './duty_words'

describe('the date of a duty', () => {
  it('is told in words', () => {
    expect(whenWords('')).toBe('未定时限')
    expect(whenWords('FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10')).toBe('每年12月10日')
    expect(whenWords('2011-11-15')).toContain('11月15日 周二')
    expect(whenWords('FREQ=MONTHLY;BYMONTHDAY=5')).toBe('每月5日')
    expect(whenWords('FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=10')).toBe('每年1、7月10日')
    expect(whenWords('FREQ=WEEKLY;BYDAY=FR')).toBe('FREQ=WEEKLY;BYDAY=FR')
  })
  it('is once, or each year', () => {
    expect(onOf('2012-03-30', false)).toBe('2012-03-30')
    expect(onOf('2012-03-05', true)).toBe('FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=5')
  })
})
