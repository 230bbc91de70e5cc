// SPDX-License-Identifier: Apache-2.0
// Cuts a text into paragraphs and pieces at the borders of spans, so that each piece knows the spans over it.
export type Pair = readonly [number, number] | number[]

export interface Mark {
  id: string
  span: Pair
  doubtful: boolean
}

export interface Piece {
  begin: number
  text: string
  marks: Mark[]
}

// Pieces of [begin, end) in order; together they are exactly that stretch of the text.
export function splitSpans(text: string, begin: number, end: number, marks: Mark[]): Piece[] {
  const here = marks.filter((m) => m.span[0] < end && m.span[1] > begin && m.span[0] < m.span[1])
  const cuts = new Set([begin, end])
  for (const mark of here) {
    if (mark.span[0] > begin) cuts.add(mark.span[0])
    if (mark.span[1] < end) cuts.add(mark.span[1])
  }
  const at = [...cuts].sort((a, b) => a - b)
  const pieces: Piece[] = []
  for (let i = 0; i + 1 < at.length; i++) {
    const over = here.filter((m) => m.span[0] <= at[i] && m.span[1] >= at[i + 1])
    pieces.push({ begin: at[i], text: text.slice(at[i], at[i + 1]), marks: over })
  }
  return pieces
}

export interface Paragraph {
  begin: number
  end: number
}

// Lines that are not empty, as [begin, end) without the line break.
export function paragraphs(text: string): Paragraph[] {
  const found: Paragraph[] = []
  let begin = 0
  while (begin < text.length) {
    let end = text.indexOf('\n', begin)
    if (end < 0) end = text.length
    if (text.slice(begin, end).trim() !== '') found.push({ begin, end })
    begin = end + 1
  }
  return found
}

// The pieces of `text` at which any of `words` occurs, for marking hits.
export function splitHits(text: string, words: string[]): { text: string; hit: boolean }[] {
  const wanted = words.filter((w) => w !== '')
  const lower = text.toLowerCase()
  const pieces: { text: string; hit: boolean }[] = []
  let at = 0
  while (at < text.length) {
    let next = -1
    let length = 0
    for (const word of wanted) {
      const found = lower.indexOf(word.toLowerCase(), at)
      if (found >= 0 && (next < 0 || found < next)) [next, length] = [found, word.length]
    }
    if (next < 0) break
    if (next > at) pieces.push({ text: text.slice(at, next), hit: false })
    pieces.push({ text: text.slice(next, next + length), hit: true })
    at = next + length
  }
  if (at < text.length) pieces.push({ text: text.slice(at), hit: false })
  return pieces
}
