// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { actsOf, latest, type Ask, type Doc } from './document_words'

const ask = (unit: string, standing: Ask['standing'], more: Partial<Ask> = {}) => ({ id: `${unit}${more.round ?? 1}`, purpose: 'comment', round: 1, unit: { id: unit }, standing, remarks: [], ...more }) as unknown as Ask
const doc = (next: string, more: Partial<Doc> = {}) => ({ leads: true, next, texts: [], asks: [], parks: [], contacts: [], binds: false, published: false, review_on: null, ...more }) as unknown as Doc
const main = (one: Doc) => actsOf(one, '2011-11-10').main

describe('the next step of a document', () => {
  it('is nobody’s who does not lead', () => expect(main(doc('research', { leads: false }))).toBe(null))
  it('writes before it ends the draft', () => {
    expect(main(doc('draft'))).toBe('write')
    expect(main(doc('draft', { texts: [{}] as Doc['texts'] }))).toBe('end')
  })
  it('asks, waits, decides, and then ends', () => {
    expect(main(doc('comments'))).toBe('ask-comment')
    expect(main(doc('comments', { asks: [ask('a', 'open')] }))).toBe(null)
    expect(main(doc('comments', { asks: [ask('a', 'undecided', { remarks: [{ decision: null }] as Ask['remarks'] })] }))).toBe('decide')
    expect(main(doc('comments', { asks: [ask('a', 'late')] }))).toBe('end')
  })
  it('waits for a late signature and a ruling', () => {
    const signature = { purpose: 'signature' as const }
    expect(main(doc('signatures', { asks: [ask('a', 'late', signature)] }))).toBe(null)
    expect(main(doc('signatures', { asks: [ask('a', 'lapsed', signature)] }))).toBe('end')
    expect(main(doc('signatures', { asks: [ask('a', 'disputed', signature)] }))).toBe('rule')
    expect(main(doc('issue', { asks: [ask('a', 'open', signature)] }))).toBe(null)
  })
  it('divides contacts before it is issued', () => {
    expect(main(doc('issue', { parks: [{}] as Doc['parks'] }))).toBe('contacts')
    expect(main(doc('issue', { published: true }))).toBe('publish')
  })
  it('does not leave out the review of what binds the public', () => expect(actsOf(doc('review', { binds: true }), '').more).not.toContain('leave-out'))
  it('counts the newest question to a unit', () => expect(latest([ask('a', 'late'), ask('a', 'no-comment', { round: 2 })], 'comment').map((one) => one.round)).toEqual([2]))
})
