// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { tableKey } from './table_keys'

const press = (key: string, more = {}) => ({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...more })
const middle = { atStart: false, atEnd: false }
const whole = { atStart: true, atEnd: true }

test('Enter goes down and up, arrows go on at the edge of the text', () => {
  expect(tableKey(press('Enter'), middle, false, false)).toEqual({ kind: 'move', rows: 1, columns: 0 })
  expect(tableKey(press('Enter', { shiftKey: true }), middle, false, false)).toEqual({ kind: 'move', rows: -1, columns: 0 })
  expect(tableKey(press('ArrowRight'), middle, false, false)).toBeNull()
  expect(tableKey(press('ArrowRight'), whole, false, false)).toEqual({ kind: 'move', rows: 0, columns: 1 })
  expect(tableKey(press('ArrowLeft'), { atStart: true, atEnd: false }, false, false)).toEqual({ kind: 'move', rows: 0, columns: -1 })
  expect(tableKey(press('ArrowDown'), middle, false, false)).toEqual({ kind: 'move', rows: 1, columns: 0 })
})
test('a long text keeps its own arrows and breaks lines with Alt', () => {
  expect(tableKey(press('ArrowDown'), middle, true, false)).toBeNull()
  expect(tableKey(press('ArrowDown'), { atStart: false, atEnd: true }, true, false)).toEqual({ kind: 'move', rows: 1, columns: 0 })
  expect(tableKey(press('Enter', { altKey: true }), middle, true, false)).toEqual({ kind: 'break' })
  expect(tableKey(press('Enter', { altKey: true }), middle, false, false)).toBeNull()
})
test('rows come, go and come back', () => {
  expect(tableKey(press('d', { ctrlKey: true }), middle, false, false)).toEqual({ kind: 'above' })
  expect(tableKey(press('Enter', { ctrlKey: true }), middle, false, false)).toEqual({ kind: 'insert' })
  expect(tableKey(press('Insert'), middle, false, false)).toEqual({ kind: 'insert' })
  expect(tableKey(press('Backspace', { ctrlKey: true }), middle, false, false)).toEqual({ kind: 'remove' })
  expect(tableKey(press('z', { ctrlKey: true }), middle, false, true)).toEqual({ kind: 'undo' })
})
test('what belongs to the text stays with it', () => {
  expect(tableKey(press('z', { ctrlKey: true }), middle, false, false)).toBeNull()
  expect(tableKey(press('Backspace'), middle, false, false)).toBeNull()
  expect(tableKey(press('ArrowRight', { shiftKey: true }), whole, false, false)).toBeNull()
  expect(tableKey(press('v', { ctrlKey: true }), middle, false, false)).toBeNull()
})
