// SPDX-License-Identifier: Apache-2.0
// The keys of a table, as spreadsheets have them. Only what a key means is decided here.
//   Enter, Shift+Enter, ↑ ↓      the cell below, above
//   ← → at the edge of the text  the cell beside
//   Ctrl+D                       take over from above
//   Insert, Ctrl+Enter           a row below; Ctrl+Backspace takes this one out
//   Alt+Enter                    a line break in a long text
export type TableKey = { kind: 'move'; rows: number; columns: number } | { kind: 'above' | 'insert' | 'remove' | 'undo' | 'break' }

// Where the caret stands: all selected counts as both edges, so that arrows go on from a cell just entered.
export interface Caret {
  atStart: boolean
  atEnd: boolean
}
type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

const move = (rows: number, columns: number): TableKey => ({ kind: 'move', rows, columns })

export function tableKey(event: Pressed, caret: Caret, isLong: boolean, canUndo: boolean): TableKey | null {
  const command = event.ctrlKey || event.metaKey
  if (command && !event.altKey && !event.shiftKey) {
    if (event.key.toLowerCase() === 'd') return { kind: 'above' }
    if (event.key.toLowerCase() === 'z' && canUndo) return { kind: 'undo' }
    if (event.key === 'Enter') return { kind: 'insert' }
    if (event.key === 'Backspace') return { kind: 'remove' }
    return null
  }
  if (event.altKey) return event.key === 'Enter' && isLong ? { kind: 'break' } : null
  if (event.key === 'Enter') return move(event.shiftKey ? -1 : 1, 0)
  if (event.shiftKey) return null
  switch (event.key) {
    case 'ArrowDown': return isLong && !caret.atEnd ? null : move(1, 0)
    case 'ArrowUp': return isLong && !caret.atStart ? null : move(-1, 0)
    case 'ArrowLeft': return caret.atStart ? move(0, -1) : null
    case 'ArrowRight': return caret.atEnd ? move(0, 1) : null
    case 'Insert': return { kind: 'insert' }
    default: return null
  }
}

export function caretOf(target: EventTarget | null): Caret {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return { atStart: true, atEnd: true }
  const { selectionStart, selectionEnd, value } = target
  const all = selectionStart === 0 && selectionEnd === value.length
  return { atStart: all || (selectionStart === 0 && selectionEnd === 0), atEnd: all || (selectionStart === value.length && selectionEnd === value.length) }
}
