// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import type { DraftItem, ImportDetail, Question } from '@/api/types'
import { cutsOf, showAtOnce, stepsOf, stillMeansTheSame } from './edits'
import { alikeOf, becoming } from './question_words'

const party = (unit: string) => ({ unit, role: 'lead', open: false, pending: false, mapped_to: null, read: { span: null, confidence: 1, rule: '', edited: false } })
const item = (units: string[]) => ({ key: '8', title: '旧题', parties: units.map(party), deadlines: [] }) as unknown as DraftItem
const question = (id: string, answer: string | null = null) => ({ id, kind: 'no_list', answer, choices: ['accept', 'pending'], list_basis: 'office' }) as unknown as Question
const draft = (units: string[]) => ({ items: [item(units)], general: item([]), questions: [question('a'), question('b', 'accept'), question('c')], header: [], units: [] }) as unknown as ImportDetail

describe('edits', () => {
  const before = draft(['省财政厅', '省教育厅'])
  it('kept by an earlier version of the pages are steps of their own', () => {
    expect(stepsOf('[{"op":"undo"},[{"op":"redo"},{"op":"redo"}]]').map((step) => step.length)).toEqual([1, 2])
    expect(stepsOf(null)).toEqual([])
  })
  it('of answers show at once', () => {
    expect(showAtOnce(before, [{ op: 'answer', question: 'a', choice: 'accept' }]).questions[0].answer).toBe('accept')
    expect(before.questions[0].answer).toBeNull()
  })
  it('that name a place are given up when somebody else changed that list', () => {
    const remove = { op: 'remove-party', item: '8', party: 1 } as const
    expect(stillMeansTheSame(remove, before, draft(['省财政厅', '省教育厅']))).toBe(true)
    expect(stillMeansTheSame(remove, before, draft(['省教育厅', '省财政厅']))).toBe(false)
    expect(stillMeansTheSame({ op: 'title', item: '8', title: '新题' }, before, draft([]))).toBe(true)
    expect(stillMeansTheSame({ op: 'undo' }, before, before)).toBe(false)
    expect(stillMeansTheSame({ op: 'merge-items', items: ['8', '9'] }, before, before)).toBe(false)
  })
})

describe('an item', () => {
  it('can be cut behind sentences, and the pieces are its words', () => {
    const text = '一、总则\n1. 修路；建桥。种树。（市局负责）'
    const one = { ...item([]), text: '修路；建桥。种树。', span: [5, text.length] } as unknown as DraftItem
    const cuts = cutsOf(one, text)
    expect(cuts.map((c) => c.text)).toEqual(['修路；', '建桥。', '种树。'])
    expect(cuts.every((c) => text.startsWith(c.text, c.begin))).toBe(true)
    expect(cutsOf({ ...one, span: null } as unknown as DraftItem, text)).toEqual([])
  })
})

describe('questions', () => {
  it('that one decision settles are the open ones of the same kind and basis', () => {
    const all = draft([]).questions
    expect(alikeOf(all[0], all).map((q) => q.id)).toEqual(['a', 'c'])
  })
})

describe('what an item becomes', () => {
  const groups = (...names: string[]) => names.map((text) => ({ text, mapped_to: { kind: 'group' }, member_count: 27 }))
  const two = { ...item(['甲组', '乙组']), holders: [{ role: 'lead', count: 29 }] } as unknown as DraftItem
  const detail = { ...draft([]), units: groups('甲组', '乙组') } as unknown as ImportDetail
  const list = { ...question('a'), text: '甲组' } as Question
  it('counts units that two groups share once', () => {
    expect(becoming(two, detail, null, null)).toEqual({ counts: [{ role: 'lead', units: 29 }], pending: 0 })
  })
  it('leaves out a list that is left open', () => {
    expect(becoming(two, detail, list, 'pending')).toEqual({ counts: [{ role: 'lead', units: 27 }], pending: 1 })
  })
  it('follows the text when the text is to count', () => {
    const differs = { ...list, kind: 'text_differs', text_units: [1, 2, 3] } as unknown as Question
    expect(becoming(two, detail, differs, 'text').counts).toContainEqual({ role: 'responsible', units: 3 })
  })
})
