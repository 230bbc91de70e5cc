// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { changesOf, pairUp, type Compared } from './changes'

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

test('phrases are marked, not single characters', () => {
  expect(told('各市要按季度检查培训补贴发放情况。', '各市要按月检查培训补贴发放和使用情况。')).toEqual(['各市要按', '-季度', '+月', '检查培训补贴发放', '+和使用', '情况。'])
  expect(told('由财政部门统一拨付资金', '经人社部门审核后拨付资金')).toEqual(['-由财政部门统一', '+经人社部门审核后', '拨付资金'])
  expect(told('甲乙丙丁戊己庚辛', '子乙丑寅卯己辰巳')).toEqual(['-甲乙丙丁戊己庚辛', '+子乙丑寅卯己辰巳'])
})

test('whatever changed, both versions can be read off', () => {
  const signs = '甲乙丙丁，。12'
  let seed = 7
  const some = () => Array.from({ length: (seed = (seed * 1103515245 + 12345) % 2147483648) % 14 }, () => signs[(seed = (seed * 1103515245 + 12345) % 2147483648) % signs.length]).join('')
  for (let n = 0; n < 300; ++n) {
    const [before, after] = [some(), some()]
    const runs = changesOf(before, after)
    expect(runs.filter((r) => r.kind !== 'new').map((r) => r.text).join('')).toBe(before)
    expect(runs.filter((r) => r.kind !== 'gone').map((r) => r.text).join('')).toBe(after)
  }
})

test('a paragraph that was changed stands with what it was', () => {
  const text: Compared[] = [
    { mark: 'same', words: '第一条 总则' },
    { mark: 'removed', words: '第二条 补贴标准为每人800元。' },
    { mark: 'removed', words: '第三条 由各市自行制定细则。' },
    { mark: 'added', words: '第二条 补贴标准为每人1000元。' },
    { mark: 'added', words: '附：名录管理与退出机制另行公布' },
  ]
  const got = pairUp(text)
  expect(got.map((one) => one.mark)).toEqual(['same', 'changed', 'removed', 'added'])
  expect(got[1]).toEqual({ mark: 'changed', runs: changesOf(text[1].words, text[3].words) })
})
