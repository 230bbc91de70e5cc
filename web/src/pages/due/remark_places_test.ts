// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import type { Change } from '@/forms/types'
import { askedBetween, placed, type Remark } from './remark_places'

const change = (field: string, row = '', column = '') => ({ field, row, column }) as Change
const remark = (id: string, field: string, row: string | null = null, column: string | null = null, version = 1) => ({ id, field, row, column, version }) as Remark

describe('remarks beside what changed', () => {
  it('stand at their own place, else at the row, else at the field', () => {
    const changes = [change('思路'), change('措施', '1', '措施'), change('措施', '1', '时限'), change('措施', '3')]
    const { at, unmet } = placed(changes, [remark('a', '措施', '1', '时限'), remark('b', '措施', '3', '措施'), remark('c', '思路'), remark('d', '措施'), remark('e', '措施', '1', '处室')])
    expect(changes.map((one) => (at.get(one) ?? []).map((two) => two.id).join(''))).toEqual(['c', 'de', 'a', 'b'])
    expect(unmet).toEqual([])
  })
  it('without a change at their row or field are told apart', () => {
    expect(placed([change('措施', '1', '措施')], [remark('a', '思路'), remark('b', '措施', '2', '措施')]).unmet.map((one) => one.id)).toEqual(['a', 'b'])
  })
  it('are those made on the earlier version and up to the later', () => {
    const all = [1, 2, 3].map((n) => remark(String(n), 'x', null, null, n))
    const ids = (from: number, to: number) => askedBetween(all, from, to).map((one) => one.id).join('')
    expect([ids(1, 2), ids(1, 3), ids(3, 1), ids(2, 0), ids(0, 2)]).toEqual(['1', '12', '12', '23', '23'])
  })
})
