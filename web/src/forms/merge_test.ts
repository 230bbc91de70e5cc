// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { diff3, merge, type Decision } from './merge'
import type { Form, Row, Values } from './types'

const field = (name: string, kind: string, more: object = {}) => ({ name, kind, title: { zh: name, en: name }, computed: false, key: false, rows: null, columns: [], ...more })
const form = {
  sections: [
    { fields: [field('思路', 'long_text'), field('人数', 'number'), field('合计', 'number', { computed: true }), field('附件', 'files'), field('类别', 'choice')] },
    { fields: [field('落实', 'table', { columns: [field('项号', 'text', { key: true }), field('进展', 'text'), field('做法', 'long_text')] }), field('措施', 'table', { columns: [field('措施', 'text'), field('时限', 'date')] })] },
  ],
} as unknown as Form
const of = (values: Values, reasons = {}) => ({ values, reasons })
const run = (base: Values, mine: Values, theirs: Values, decided: Record<string, Decision> = {}) => merge(form, { base: of(base), mine: of(mine), theirs: of(theirs) }, decided)

describe('two people on one draft', () => {
  it('lose nothing where they wrote in different places', () => {
    const got = run({ 思路: '甲\n乙', 人数: '5' }, { 思路: '甲一\n乙', 人数: '5' }, { 思路: '甲\n乙二', 人数: '6' })
    expect(got.values).toEqual({ 思路: '甲一\n乙二', 人数: '6' })
    expect([got.left, got.kept, got.pieces.map((one) => [one.id, one.clash])]).toEqual([0, 1, [['思路#1', false], ['人数', false]]])
  })
  it('decide each passage that both wrote', () => {
    const three = [{ 思路: '甲\n乙', 人数: '5' }, { 思路: '甲\n乙我', 人数: '7' }, { 思路: '甲\n乙他', 人数: '6' }] as const
    const open = run(...three)
    expect([open.left, open.values]).toEqual([2, { 思路: '甲\n乙我', 人数: '7' }])
    expect(open.pieces[0]).toMatchObject({ base: '乙', theirs: '乙他', mine: '乙我', clash: true, both: true, own: true })
    expect(run(...three, { '思路#1': { take: 'both', text: '' }, 人数: { take: 'theirs', text: '' } })).toMatchObject({ left: 0, values: { 思路: '甲\n乙他\n乙我', 人数: '6' } })
    expect(run(...three, { '思路#1': { take: 'own', text: '丙\n丁' }, 人数: { take: 'mine', text: '' } }).values).toEqual({ 思路: '甲\n丙\n丁', 人数: '7' })
  })
  it('may refuse what only the other changed', () => {
    expect(run({ 人数: '5' }, { 人数: '5' }, { 人数: '6' }, { 人数: { take: 'mine', text: '' } }).values).toEqual({ 人数: '5' })
  })
  it('are not asked where both say the same, or the server wrote the same number otherwise', () => {
    expect(run({ 人数: '5' }, { 人数: '6' }, { 人数: '6' }).pieces).toEqual([])
    expect(run({ 人数: '1,200' }, { 人数: '1,300' }, { 人数: '1200' })).toMatchObject({ pieces: [], values: { 人数: '1,300' } })
    expect(run({ 合计: '1' }, { 合计: '2' }, { 合计: '3' }).pieces).toEqual([])
  })
  it('may not write a choice anew', () => {
    expect(run({ 类别: '一' }, { 类别: '二' }, { 类别: '三' }).pieces[0]).toMatchObject({ own: false, clash: true })
  })
})

describe('rows with a key', () => {
  const row = (n: string, done: string) => ({ 项号: n, 进展: done })
  it('are paired by it, cell by cell', () => {
    const got = run({ 落实: [row('2', ''), row('17', '')] }, { 落实: [row('2', '快'), row('17', '慢')] }, { 落实: [row('9', '新'), row('2', '慢'), row('17', '')] })
    expect(got.values.落实).toEqual([row('9', '新'), row('2', '快'), row('17', '慢')])
    expect(got.pieces.map((one) => [one.id, one.row, one.column, one.clash])).toEqual([['落实/9', '9', '', false], ['落实/2/进展', '2', '进展', true]])
    expect(got.kept).toBe(1)
  })
  it('taken away by one and written by the other are asked about', () => {
    const got = run({ 落实: [row('2', 'a')] }, { 落实: [] }, { 落实: [row('2', 'b')] })
    expect([got.left, got.values.落实]).toEqual([1, undefined])
    expect(got.pieces[0]).toMatchObject({ mine: '', theirs: '2；b', both: false, own: false })
    expect(run({ 落实: [row('2', 'a')] }, { 落实: [] }, { 落实: [row('2', 'b')] }, { '落实/2': { take: 'theirs', text: '' } }).values.落实).toEqual([row('2', 'b')])
    expect(run({ 落实: [row('2', 'a')] }, { 落实: [row('2', 'a')] }, {}).values).toEqual({})
  })
})

describe('rows without a key', () => {
  const row = (what: string, when = ''): Row => (when ? { 措施: what, 时限: when } : { 措施: what })
  it('are paired by what stays around them', () => {
    const got = run({ 措施: [row('甲'), row('乙'), row('丙')] }, { 措施: [row('甲', '2012-03-31'), row('乙'), row('丙')] }, { 措施: [row('甲改'), row('乙'), row('丁'), row('丙')] })
    expect(got.values.措施).toEqual([row('甲改', '2012-03-31'), row('乙'), row('丁'), row('丙')])
    expect(got.left).toBe(0)
  })
  it('both added at one place can both stand', () => {
    const three: [Values, Values, Values] = [{ 措施: [row('甲')] }, { 措施: [row('甲'), row('我')] }, { 措施: [row('甲'), row('他')] }]
    expect(run(...three).left).toBe(1)
    expect(run(...three, { '措施/1': { take: 'both', text: '' } }).values.措施).toEqual([row('甲'), row('他'), row('我')])
  })
})

describe('files and reasons', () => {
  it('of both stand, without what either took away', () => {
    const file = (name: string) => ({ name, digest: name, size: 1 })
    expect(run({ 附件: [file('a'), file('b')] }, { 附件: [file('b'), file('m')] }, { 附件: [file('a'), file('o')] }).values.附件).toEqual([file('o'), file('m')])
    const got = merge(form, { base: of({}), mine: of({}, { k: '我' }), theirs: of({}, { k: '他', l: '另' }) }, { '?k': { take: 'theirs', text: '' } })
    expect(got.reasons).toEqual({ k: '他', l: '另' })
  })
})

describe('three texts', () => {
  it('fall into what stays and what lies between', () => {
    expect(diff3(['a', 'b', 'c'], ['a', 'x', 'c'], ['a', 'b', 'c', 'd']).map((part) => part.stable?.join() ?? `${part.base}|${part.mine}|${part.theirs}`)).toEqual(['a', 'b|x|b', 'c', '||d'])
  })
  it('of thousands of lines are told apart at once', () => {
    const lines = Array.from({ length: 5000 }, (_, n) => String(n))
    const began = Date.now()
    const other = (at: number) => lines.map((line, n) => (n === at ? 'x' : line))
    expect(diff3(lines, other(7), other(4990)).filter((part) => !part.stable).length).toBe(2)
    expect(Date.now() - began).toBeLessThan(1000)
  })
})
