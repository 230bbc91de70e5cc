// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { isFirst, itemList, type TaskWork } from './desk_work'

test('what is due first is the next step; of one day the one asked about', () => {
  expect(isFirst('2011-11-15', '2011-11-21', undefined)).toBe(true)
  expect(isFirst('2011-11-15', '2011-11-15')).toBe(true)
  expect(isFirst('2011-11-22', '2011-11-21')).toBe(false)
  expect(isFirst(undefined, undefined)).toBe(false)
})

test('many tasks are named by the first', () => {
  const tasks = (n: number) => Array.from({ length: n }, (_, k) => ({ item: String(k + 1) }) as TaskWork)
  expect(itemList(tasks(3))).toBe('1、2、3')
  expect(itemList(tasks(9))).toBe('1、2、3、4、5、6…')
})
