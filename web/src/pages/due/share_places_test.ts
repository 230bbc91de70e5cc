// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import type { Form, Values } from '@/forms/types'
import { joined, sectionsOf, textAt } from './share_places'

const field = (name: string, kind: string, more: object = {}) => ({ name, kind, title: { zh: name, en: name }, computed: false, key: false, length: null, columns: [], ...more })
const form = {
  sections: [
    { fields: [field('总体思路', 'long_text'), field('年份', 'text', { length: 4 }), field('合计', 'long_text', { computed: true })] },
    { fields: [field('落实情况', 'table', { columns: [field('项号', 'text', { key: true, length: 10 }), field('已做工作', 'text', { length: 500 }), field('时限', 'date')] })] },
  ],
} as unknown as Form
const values: Values = { 总体思路: '抓落实', 落实情况: [{ 项号: '2' }, { 项号: '17', 已做工作: '已开展。' }] }

describe('words of a joint unit', () => {
  it('may go where text is typed, and into wide cells of rows', () => {
    expect(sectionsOf(form, values).map((one) => one.id)).toEqual(['总体思路', '落实情况/0/已做工作', '落实情况/1/已做工作'])
    expect(sectionsOf(form, values)[2].row).toBe('17')
    expect(sectionsOf(form, {}).map((one) => one.id)).toEqual(['总体思路'])
  })
  it('come behind what stands there', () => {
    expect(textAt(values, { field: '落实情况', row: 1, column: '已做工作' })).toBe('已开展。')
    expect(joined('已开展。\n', '乙')).toBe('已开展。\n乙')
    expect(joined('', '乙')).toBe('乙')
    expect(textAt(values, { field: '落实情况', row: 0, column: '已做工作' })).toBe('')
  })
})
