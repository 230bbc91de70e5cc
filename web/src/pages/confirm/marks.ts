// SPDX-License-Identifier: Apache-2.0
// What is underlined in the original, and which field or question each mark leads to.
import type { ImportDetail, Question } from '@/api/types'
import type { Mark, Pair } from '@/text/spans'

export interface Place {
  kind: 'question' | 'item' | 'header'
  key: string // id of the question, key of the item, field of the header
}

const kSep = '\u0000'
export const markId = (kind: Place['kind'], key: string, n: number) => [kind, key, n].join(kSep)
export function placeOf(id: string): Place {
  const [kind, key] = id.split(kSep)
  return { kind: kind as Place['kind'], key }
}

export function marksOf(detail: ImportDetail): Mark[] {
  const marks: Mark[] = []
  const add = (kind: Place['kind'], key: string, n: number, span: Pair | null, doubtful = false) => {
    if (span) marks.push({ id: markId(kind, key, n), span, doubtful })
  }
  for (const question of detail.questions) {
    question.spans.forEach((s, n) => add('question', question.id, n, s.span, question.answer === null))
  }
  for (const item of [...detail.items, detail.general]) {
    let n = 0
    for (const read of [...item.parties, ...item.deadlines, ...item.citations, ...item.targets]) add('item', item.key, n++, read.read.span)
  }
  detail.header.forEach((field, n) => add('header', field.field, n, field.read.span))
  return marks
}

export interface Focus {
  item: string // key, '' for the head
  spans: Pair[]
}

export function focusOfQuestion(question: Question, itemKey = question.items[0]): Focus {
  return { item: itemKey === 'header' ? '' : itemKey, spans: question.spans.filter((s) => s.item === itemKey).map((s) => s.span) }
}
