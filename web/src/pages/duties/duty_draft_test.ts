// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { definitionOf, draftOf, emptyDraft, endedOn, lastDay, onOfDraft, type Definition } from './duty_draft'

describe('a duty being written', () => {
  it('says its dates as a recurrence', () => {
    const draft = { ...emptyDraft(), day: 7, month: 3 }
    expect(onOfDraft({ ...draft, each: 'once', date: '2011-12-01' })).toBe('2011-12-01')
    expect(onOfDraft({ ...draft, each: 'month' })).toBe('FREQ=MONTHLY;BYMONTHDAY=7')
    expect(onOfDraft({ ...draft, each: 'quarter' })).toBe('FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=7')
    expect(onOfDraft({ ...draft, each: 'half' })).toBe('FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=7')
    expect(onOfDraft({ ...draft, each: 'year' })).toBe('FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=7')
    expect(onOfDraft({ ...draft, each: 'none' })).toBe('')
  })
  it('comes back as it was kept, for each way of asking', () => {
    const base: Definition = {
      id: 'own-1', title: '月报', title_en: '', tasks: ['3', '15'], who: ['a', 'b'], to: ['c'], form: '', basis: { clause: '第二条', words: '每月报送', document: '某文' },
      on: 'FREQ=MONTHLY;BYMONTHDAY=5', from: '2011-12-01', until: '2012-07-01', period: '月', which: '上期', remind: [{ days: 4 }, { working_days: 1 }],
    }
    const field = { title: '投资', hint: '万元', kind: 'decimal' as const, required: false }
    for (const one of [
      { ...base, fields: [field] },
      { ...base, fields: [{ title: '情况说明', hint: '', kind: 'long_text' as const, required: true }], sign: 'paper' as const },
      { ...base, form: 'yearly-plan', on: 'FREQ=WEEKLY;BYDAY=FR', rows: { of: 'own_items', into: '表', columns: { 甲: 'title' } }, gather: { table: '表', theme: '主题' } },
    ]) expect(definitionOf(draftOf(one, '情况说明'), '情况说明', one)).toEqual(one)
  })
  it('that comes once has no end left over from when it repeated', () => {
    const draft = { ...emptyDraft(), each: 'once' as const, date: '2012-08-01', from: '2011-12-01', last: '2012-06-30' }
    expect(definitionOf(draft, '', null)).toMatchObject({ on: '2012-08-01', from: null, until: null })
    expect(definitionOf({ ...draft, each: 'month' }, '', null)).toMatchObject({ from: '2011-12-01', until: '2012-07-01' })
  })
  it('ends after its last day', () => {
    const ended = endedOn({ title: '', who: [], to: [] }, '2012-02-29')
    expect(ended.until).toBe('2012-03-01')
    expect(lastDay(ended.until!)).toBe('2012-02-29')
  })
})
