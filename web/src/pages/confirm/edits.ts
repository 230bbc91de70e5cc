// SPDX-License-Identifier: Apache-2.0
// Edits as data: what takes one back, what the page shows before the server has answered, and whether an
// edit still means the same on somebody else's version.
import type { DraftItem, Edit, ImportDetail } from '@/api/types'

export function itemOf(detail: ImportDetail, key: string): DraftItem | undefined {
  return key === 'general' ? detail.general : detail.items.find((item) => item.key === key)
}

type Choice = Extract<Edit, { op: 'answer' }>['choice']

function inverseInItem(edit: Edit & { item: string }, item: DraftItem): Edit | null {
  switch (edit.op) {
    case 'title': return item.title ? { op: 'title', item: edit.item, title: item.title } : null
    case 'set-party': {
      const was = item.parties[edit.party]
      return was ? { ...edit, unit: was.unit, role: was.role } : null
    }
    case 'add-party': return { op: 'remove-party', item: edit.item, party: item.parties.length }
    case 'remove-party': {
      const was = item.parties[edit.party]
      return was ? { op: 'add-party', item: edit.item, unit: was.unit, role: was.role } : null
    }
    case 'set-deadline': {
      const was = item.deadlines[edit.deadline]
      return was ? { ...edit, kind: was.kind, value: was.value } : null
    }
    case 'add-deadline': return { op: 'remove-deadline', item: edit.item, deadline: item.deadlines.length }
    case 'remove-deadline': {
      const was = item.deadlines[edit.deadline]
      return was ? { op: 'add-deadline', item: edit.item, kind: was.kind, value: was.value } : null
    }
    default: return null
  }
}

// The edit that takes `edit` back, given the draft before it; null where there is none.
export function inverseOf(edit: Edit, before: ImportDetail): Edit | null {
  if ('item' in edit) {
    const item = itemOf(before, edit.item)
    return item ? inverseInItem(edit, item) : null
  }
  if (edit.op === 'header') {
    const field = before.header.find((h) => h.field === edit.field)
    return field ? { op: 'header', field: field.field, values: field.values } : null
  }
  if (edit.op === 'answer') {
    const was = before.questions.find((q) => q.id === edit.question)?.answer ?? null
    return { op: 'answer', question: edit.question, choice: was === 'edited' ? null : (was as Choice) }
  }
  if (edit.op !== 'map-unit' && edit.op !== 'new-unit') return null
  const unit = before.units.find((u) => u.text === edit.text)
  if (!unit) return null
  if (unit.new_unit) return { op: 'new-unit', text: edit.text, new_unit: unit.new_unit }
  return { op: 'map-unit', text: edit.text, unit_id: unit.mapped_to?.id ?? null, remember: unit.remember }
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

// Edits that name a place in a list are only safe while that list is the same.
export function stillMeansTheSame(edit: Edit, before: ImportDetail, after: ImportDetail): boolean {
  if (!('item' in edit) || edit.op === 'title') return true
  const [was, is] = [itemOf(before, edit.item), itemOf(after, edit.item)]
  if (!was || !is) return false
  if (edit.op === 'add-party' || edit.op === 'add-deadline') return true
  if ('party' in edit) return JSON.stringify(was.parties) === JSON.stringify(is.parties)
  return JSON.stringify(was.deadlines) === JSON.stringify(is.deadlines)
}
