// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { periodAt, periodOf, periodWords, readPeriod } from './periods'

test('a period is read as it is written', () => {
  for (const [kind, part, text] of [['year', 1, '2011年'], ['half', 2, '2011年下半年'], ['quarter', 3, '2011年第3季度'], ['month', 11, '2011年11月']] as const) {
    expect(periodOf(kind, 2011, part)).toBe(text)
    expect(readPeriod(text)).toEqual({ year: 2011, part })
  }
  expect(readPeriod('去年')).toBeNull()
})
test('a period is told in English', () => {
  expect(['2011年', '2011年下半年', '2011年第3季度', '2011年11月', '以后'].map((text) => periodWords(text, 'en'))).toEqual(['2011', '2011 H2', '2011 Q3', 'Nov 2011', '以后'])
  expect(periodWords('2011年11月', 'zh-CN')).toBe('2011年11月')
})
test('a day lies in its period', () => {
  expect(periodAt('quarter', '2011-11-10')).toBe('2011年第4季度')
  expect(periodAt('half', '2011-06-30')).toBe('2011年上半年')
  expect(periodAt('month', '2011-01-01')).toBe('2011年1月')
})
