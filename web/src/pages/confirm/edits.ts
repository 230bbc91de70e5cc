// SPDX-License-Identifier: Apache-2.0
// Edits as data: what the page shows before the server has answered, whether an edit still means the
// same on somebody else's version, and where an item can be cut.
import type { DraftItem, Edit, ImportDetail } from '@/api/types'

export function itemOf(detail: ImportDetail, key: string): DraftItem | undefined {
  return key === 'general' ? detail.general : detail.items.find((item) => item.key === key)
}

// Steps kept in the browser; what an earlier version kept was a list of single edits.
export function stepsOf(kept: string | null): Edit[][] {
  const list = JSON.parse(kept ?? '[]') as (Edit | Edit[])[]
  return list.map((one) => (Array.isArray(one) ? one : [one])).filter((step) => step.length > 0)
}

// Answers and titles show at once; the rest shows with the server's answer.
export function showAtOnce(detail: ImportDetail, edits: Edit[]): ImportDetail {
  let { questions, items } = detail
  for (const edit of edits) {
    if (edit.op === 'answer') questions = questions.map((q) => (q.id === edit.question ? { ...q, answer: edit.choice } : q))
    if (edit.op === 'title') items = items.map((i) => (i.key === edit.item ? { ...i, title: edit.title } : i))
  }
  return { ...detail, questions, items }
}

// An edit names an item and places in its lists; it is only safe while those are the same. What was
// taken back last may by now be somebody else's step.
export function stillMeansTheSame(edit: Edit, before: ImportDetail, after: ImportDetail): boolean {
  if (edit.op === 'undo' || edit.op === 'redo') return false
  if (edit.op === 'merge-items') return edit.items.every((key) => itemOf(after, key)) && JSON.stringify(keys(before)) === JSON.stringify(keys(after))
  if (edit.op === 'add-item') return edit.after === '' || itemOf(after, edit.after) !== undefined
  if (edit.op === 'restore-item') return after.removed.some((item) => item.key === edit.item)
  if (!('item' in edit) || edit.op === 'title') return true
  const [was, is] = [itemOf(before, edit.item), itemOf(after, edit.item)]
  if (!was || !is) return false
  if (edit.op === 'split-item') return was.text === is.text
  if (edit.op === 'add-party' || edit.op === 'add-deadline' || edit.op === 'remove-item' || edit.op === 'move-item') return true
  if ('party' in edit) return JSON.stringify(was.parties) === JSON.stringify(is.parties)
  return JSON.stringify(was.deadlines) === JSON.stringify(is.deadlines)
}

const keys = (detail: ImportDetail) => detail.items.map((item) => item.key)

// Where an item may be cut: behind the end of a sentence or clause, in UTF-16 units of the document.
// Pieces are what stands between the cuts; the first begins with the item's words.
export function cutsOf(item: DraftItem, text: string): { begin: number; text: string }[] {
  if (!item.span) return []
  const words = item.text.trim()
  const begin = text.indexOf(words, item.span[0])
  if (words === '' || begin < 0 || begin > item.span[1]) return []
  const pieces: { begin: number; text: string }[] = []
  let from = 0
  for (let n = 0; n < words.length; n++) {
    const ends = '。；;！\n'.includes(words[n]) || (words[n] === '，' && n - from > 12)
    if (ends && n + 1 < words.length) {
      pieces.push({ begin: begin + from, text: words.slice(from, n + 1) })
      from = n + 1
    }
  }
  pieces.push({ begin: begin + from, text: words.slice(from) })
  return pieces
}
