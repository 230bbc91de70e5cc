// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { columnsOf, parseTsv, printTsv } from './tsv'

describe('a copied block of cells', () => {
  test('is parted at tabs and line breaks, whichever the program writes', () => {
    expect(parseTsv('甲\t1\r\n乙\t2\r\n')).toEqual([['甲', '1'], ['乙', '2']])
    expect(parseTsv('甲\n乙')).toEqual([['甲'], ['乙']])
    expect(parseTsv('甲\r乙\r')).toEqual([['甲'], ['乙']])
  })
  test('keeps empty cells and empty rows in their places', () => {
    expect(parseTsv('\t甲\t\r\n\t\t\r\n')).toEqual([['', '甲', ''], ['', '', '']])
    expect(parseTsv('甲\r\n\r\n乙')).toEqual([['甲'], [''], ['乙']])
    expect(parseTsv('甲\t')).toEqual([['甲', '']])
    expect(parseTsv('')).toEqual([])
  })
  test('has cells with line breaks, tabs and marks in quotation marks', () => {
    expect(parseTsv('"第一段\r\n第二段"\t"他说""好"""\r\n乙\t丙')).toEqual([['第一段\n第二段', '他说"好"'], ['乙', '丙']])
    expect(parseTsv('"a\tb"\tc')).toEqual([['a\tb', 'c']])
    expect(parseTsv('""\tc')).toEqual([['', 'c']])
  })
  test('with a mark that closes nothing keeps it as a character', () => {
    expect(parseTsv('"甲"园区\t1')).toEqual([['"甲"园区', '1']])
    expect(parseTsv('5" 管\t"未完')).toEqual([['5" 管', '"未完']])
  })
  test('is read back from what is printed', () => {
    const rows = [['甲\n乙', '"', ''], ['a\tb', '1,000', ' ']]
    expect(parseTsv(printTsv(rows))).toEqual(rows)
  })
})

describe('a pasted heading', () => {
  const titles = [['项目名称', 'Project'], ['计划投资', 'Planned'], ['完成投资', 'Done']]
  test('names columns in any order, with units and stars beside the name', () => {
    expect(columnsOf(titles, ['完成投资（万元）', '项目名称 *', 'ｐｌａｎｎｅｄ'])).toEqual([2, 0, 1])
  })
  test('may have columns the form does not', () => {
    expect(columnsOf(titles, ['序号', '项目名称', '完成投资'])).toEqual([-1, 0, 2])
  })
  test('is not seen in ordinary rows', () => {
    expect(columnsOf(titles, ['广州项目', '100', '50'])).toBeNull()
    expect(columnsOf(titles, ['完成投资', '100', '50'])).toBeNull()
    expect(columnsOf(titles, ['项目名称', '完成投资', '甲', '乙', '丙'])).toBeNull() // more that name no column
    expect(columnsOf(titles, ['', '', ''])).toBeNull()
  })
  test('of one column is enough when nothing else stands there', () => {
    expect(columnsOf(titles, ['完成投资'])).toEqual([2])
  })
  test('names no column twice', () => {
    expect(columnsOf(titles, ['完成投资', '完成投资', '项目名称'])).toEqual([2, -1, 0])
  })
})
