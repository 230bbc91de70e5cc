// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { addDays, dateWords, daysBetween } from './dates'
import { deadlineWords, firstValue, isQuoted, monthEnd, parsePeriod, parseRecurrence, printPeriod, printRecurrence } from './deadlines'

describe('dates', () => {
  it('carry their weekday, and the year only when it is another', () => {
    expect(dateWords('2011-11-15', 'zh-CN')).toBe('2011年11月15日 周二')
    expect(dateWords('2011-11-15', 'zh-CN', '2011-11-10')).toBe('11月15日 周二')
    expect(dateWords('2011-11-15', 'en')).toBe('Tue 15 Nov 2011')
  })
  it('are counted over the ends of months and leap days', () => {
    expect(addDays('2012-02-28', 1)).toBe('2012-02-29')
    expect(daysBetween('2012-02-28', '2012-03-01')).toBe(2)
    expect(monthEnd('2012-02')).toBe('2012-02-29')
  })
})

describe('deadlines', () => {
  it('are said as an official would', () => {
    expect(deadlineWords('recurring', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=10', 'zh-CN')).toBe('每年2月10日')
    expect(deadlineWords('recurring', 'FREQ=MONTHLY;INTERVAL=3', 'zh-CN')).toBe('每季度')
    expect(deadlineWords('relative', 'P5WD/receipt', 'zh-CN')).toBe('收到后5个工作日内')
    expect(deadlineWords('long_term', 'LONG', 'en')).toBe('standing')
    expect(deadlineWords('year_end', '2012-12-31', 'zh-CN', '2011-11-10')).toBe('2012年12月31日 周一')
  })
  it('of a notation nobody knows are shown as they are', () => {
    expect(deadlineWords('recurring', 'SOMETIMES', 'zh-CN')).toBe('SOMETIMES')
  })
  it('survive being read and printed', () => {
    for (const value of ['FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10', 'FREQ=MONTHLY;INTERVAL=6', 'FREQ=YEARLY', 'FREQ=MONTHLY;BYMONTHDAY=5'])
      expect(printRecurrence(parseRecurrence(value)!)).toBe(value)
    expect(printPeriod(parsePeriod('P10WD/receipt')!)).toBe('P10WD/receipt')
  })
  it('are quoted only when the words are the document’s own', () => {
    expect(isQuoted('2012年底前')).toBe(true)
    expect(['', '2012-12-31', 'FREQ=YEARLY', 'P5WD/receipt', 'LONG'].some(isQuoted)).toBe(false)
  })
  it('that are new begin with something valid', () => {
    expect(firstValue('month_end', '2012-02-10')).toBe('2012-02-29')
    expect(firstValue('long_term', '2012-02-10')).toBe('LONG')
  })
})
