// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { paragraphs, splitHits, splitSpans } from './spans'

const mark = (id: string, begin: number, end: number, doubtful = false) => ({ id, span: [begin, end] as const, doubtful })

describe('spans', () => {
  const text = '一二三四五六七八九十'
  it('cut a text into pieces that are exactly the text', () => {
    const pieces = splitSpans(text, 0, 10, [mark('a', 2, 5), mark('b', 4, 7, true)])
    expect(pieces.map((p) => p.text)).toEqual(['一二', '三四', '五', '六七', '八九十'])
    expect(pieces.map((p) => p.marks.map((m) => m.id).join(''))).toEqual(['', 'a', 'ab', 'b', ''])
    expect(pieces.map((p) => p.begin)).toEqual([0, 2, 4, 5, 7])
  })
  it('that reach over a stretch are cut at its ends', () => {
    const pieces = splitSpans(text, 3, 6, [mark('a', 0, 10)])
    expect(pieces).toHaveLength(1)
    expect(pieces[0]).toMatchObject({ begin: 3, text: '四五六' })
  })
  it('that are empty or elsewhere leave no piece', () => {
    expect(splitSpans(text, 0, 3, [mark('a', 1, 1), mark('b', 3, 5)])).toHaveLength(1)
  })
})

describe('paragraphs', () => {
  it('are the lines that are not empty, at their places', () => {
    const text = '甲\n\n 乙丙\n'
    expect(paragraphs(text).map((p) => text.slice(p.begin, p.end))).toEqual(['甲', ' 乙丙'])
  })
  it('of an unfinished last line are not lost', () => {
    expect(paragraphs('甲')).toEqual([{ begin: 0, end: 1 }])
  })
})

describe('hits', () => {
  it('are marked wherever any of the words stands', () => {
    expect(splitHits('省财政厅会同省教育厅', ['财政', '教育'])).toEqual([
      { text: '省', hit: false }, { text: '财政', hit: true }, { text: '厅会同省', hit: false }, { text: '教育', hit: true }, { text: '厅', hit: false },
    ])
  })
  it('of no words are the text as it is', () => {
    expect(splitHits('省财政厅', [''])).toEqual([{ text: '省财政厅', hit: false }])
  })
})
