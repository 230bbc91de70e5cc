// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { parseTsv } from './tsv'
import type { Field } from './types'
import { cellText, cellValue, fromAbove, grouped, insertRow, pasteRows, printRows, readAs, removeRow, sameValues, trimmed, withCell } from './values'

const words = (zh: string, en = '') => ({ zh, en })
function field(name: string, more: Partial<Field> = {}): Field {
  return { name, title: words(name), hint: words(''), kind: 'text', unit: words(''), places: 0, choices: [], required: 'never', conditional: false, computed: false, formula: null, prefilled: false, prefill: null, may_lack: false, length: 0, accept: [], at_least: 0, at_most: 0, group: '', register: '', element: '', key: false, total: false, columns: [], rows: null, ...more }
}
const projects = field('项目', {
  kind: 'table', at_most: 5,
  columns: [field('项目名称'), field('计划投资', { kind: 'number', title: words('计划投资', 'Planned') }), field('完成率', { kind: 'number', computed: true }), field('备注')],
})

describe('a number', () => {
  test('is grouped without being read', () => {
    expect(grouped('12345678901234567890.10')).toBe('12,345,678,901,234,567,890.10')
    expect(grouped('-1234')).toBe('−1,234')
    expect(grouped('999')).toBe('999')
    expect(grouped('3.5 亿元')).toBe('3.5 亿元')
  })
  test('read otherwise than it was typed is shown as read', () => {
    expect(readAs('3.5 亿元', '35000.00')).toBe('35000.00')
    expect(readAs('35,000', '35000.00')).toBe('')
    expect(readAs('３５', '35')).toBe('')
    expect(readAs('100', '1.00')).toBe('1.00')
    expect(readAs('2011年11月3日', '2011-11-03')).toBe('')
    expect(readAs('11.3.2011', '2011-03-11')).toBe('2011-03-11')
    expect(readAs('', '1')).toBe('')
  })
  test('that does not apply is said so, and nothing else is', () => {
    expect(cellValue(' 不适用 ', field('数', { kind: 'number' }))).toEqual({ lacks: true })
    expect(cellValue('不适用', field('名'))).toBe('不适用')
    expect(cellText({ lacks: true })).toBe('不适用')
    expect(cellText(false)).toBe('否')
  })
})

describe('what is sent', () => {
  test('has nothing empty, and no empty rows at the end', () => {
    expect(trimmed({ 甲: '', 乙: ' 1', 表: [{ 名: '一' }, { 名: '' }, { 名: '二', 数: '' }, {}, { 数: '' }], 空: [{}], 附件: [], 文件: [{ name: 'a', digest: '', size: 1 }], 否: false, 无: { lacks: true } })).toEqual({
      乙: ' 1', 表: [{ 名: '一' }, {}, { 名: '二' }], 文件: [{ name: 'a', digest: '', size: 1 }], 否: false, 无: { lacks: true },
    })
  })
  test('is the same whatever order it was typed in', () => {
    expect(sameValues({ 甲: '1', 乙: '2', 丙: '' }, { 乙: '2', 甲: '1' })).toBe(true)
    expect(sameValues({ 甲: '1' }, { 甲: '1.0' })).toBe(false)
  })
})

describe('a pasted block', () => {
  test('goes in from the cell on, grows the table and leaves the old rows as they were', () => {
    const before = [{ 项目名称: '旧', 备注: '留' }]
    const got = pasteRows(projects, before, 0, 0, parseTsv('甲\t1,000\r\n乙\t２００万元\r\n'))
    expect(got.rows).toEqual([{ 项目名称: '甲', 计划投资: '1,000', 备注: '留' }, { 项目名称: '乙', 计划投资: '２００万元' }])
    expect(got).toMatchObject({ count: 2, columns: 2, heading: false, left_rows: 0 })
    expect(before).toEqual([{ 项目名称: '旧', 备注: '留' }])
  })
  test('lines up with computed columns and does not write them', () => {
    const got = pasteRows(projects, [], 1, 1, [['1', '50.0', '好']])
    expect(got.rows).toEqual([{}, { 计划投资: '1', 备注: '好' }])
    expect(got.skipped).toEqual(['完成率'])
  })
  test('with headings goes under them, wherever it is pasted', () => {
    const got = pasteRows(projects, [], 0, 3, [['序号', 'Planned', '项目名称'], ['1', '100', '甲']])
    expect(got.rows).toEqual([{ 计划投资: '100', 项目名称: '甲' }])
    expect(got).toMatchObject({ heading: true, unknown: ['序号'], count: 1, columns: 2 })
  })
  test('stops at the most rows and tells how many were left', () => {
    const got = pasteRows(projects, [{}, {}, {}], 3, 0, Array.from({ length: 4 }, (_, n) => [`第${n}`]))
    expect(got.rows).toHaveLength(5)
    expect(got).toMatchObject({ count: 2, left_rows: 2 })
  })
  test('has broken lines only where a text may have them', () => {
    const wide = { ...projects, columns: [field('名'), field('说明', { kind: 'long_text' })] }
    expect(pasteRows(wide, [], 0, 0, [['乙项目\n二期', '一\n二'], ['Phase\ntwo', '']]).rows).toEqual([{ 名: '乙项目二期', 说明: '一\n二' }, { 名: 'Phase two', 说明: '' }])
  })
  test('wider than the table loses what has no column', () => {
    expect(pasteRows(projects, [], 0, 3, [['好', '多余']]).rows).toEqual([{ 备注: '好' }])
  })
  test('does not touch fixed cells', () => {
    const fixed = { ...projects, rows: [{ 项目名称: '电子' }, { 项目名称: '纺织' }] }
    const got = pasteRows(fixed, [], 0, 0, [['改', '1'], ['纺织', '2'], ['三', '3']])
    expect(got.rows).toEqual([{ 计划投资: '1' }, { 计划投资: '2' }])
    expect(got.left_rows).toBe(1)
  })
})

describe('rows', () => {
  test('are written below the end, put in and taken out', () => {
    expect(withCell([], 1, '备注', '一')).toEqual([{}, { 备注: '一' }])
    expect(insertRow([{ 备注: '一' }, { 备注: '二' }], 1)).toEqual([{ 备注: '一' }, {}, { 备注: '二' }])
    expect(insertRow([], 2)).toEqual([{}, {}, {}])
    expect(removeRow([{ 备注: '一' }, { 备注: '二' }], 0)).toEqual([{ 备注: '二' }])
  })
  test('take a cell over from above, fixed or typed, but no computed one', () => {
    expect(fromAbove(projects, [{ 备注: '同' }], 1, projects.columns[3])).toEqual([{ 备注: '同' }, { 备注: '同' }])
    expect(fromAbove(projects, [{ 完成率: '1' }], 1, projects.columns[2])).toBeNull()
    expect(fromAbove(projects, [{ 备注: '同' }], 0, projects.columns[3])).toBeNull()
  })
  test('are copied out with headings and computed values', () => {
    expect(printRows(projects, [{ 项目名称: '甲', 计划投资: '100' }], [{ 完成率: '50.0' }], (c) => c.title.en || c.name)).toEqual([
      ['项目名称', 'Planned', '完成率', '备注'], ['甲', '100', '50.0', ''],
    ])
  })
})
