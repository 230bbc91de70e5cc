// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { changesOf } from './changes'

const told = (before: string, after: string) => changesOf(before, after).map((r) => ({ same: '', gone: '-', new: '+' })[r.kind] + r.text)

test('a changed date is one change, and both versions can be read off', () => {
  expect(told('2020年6月30日前完成。', '2020年9月30日前完成。')).toEqual(['2020年', '-6', '+9', '月30日前完成。'])
  const runs = changesOf('建成三座污水厂，改善环境', '建成两座污水处理厂，环境改善')
  expect(runs.filter((r) => r.kind !== 'new').map((r) => r.text).join('')).toBe('建成三座污水厂，改善环境')
  expect(runs.filter((r) => r.kind !== 'gone').map((r) => r.text).join('')).toBe('建成两座污水处理厂，环境改善')
})

test('nothing changed is one run, all new is one run', () => {
  expect(told('甲', '甲')).toEqual(['甲'])
  expect(told('', '甲')).toEqual(['+甲'])
  expect(told('甲', '')).toEqual(['-甲'])
})
