// SPDX-License-Identifier: Apache-2.0
// Keyboard shortcuts. A page registers its own with `useKeys`; single keys rest while one types or composes.
import { onBeforeUnmount, onMounted } from 'vue'
import { display } from '@/state/display'

export type Bindings = Record<string, (event: KeyboardEvent) => void>

const stack: Bindings[] = []
let pending = ''

function isTyping(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null
  if (!element?.tagName) return false
  if (element.isContentEditable || element.tagName === 'TEXTAREA' || element.tagName === 'SELECT') return true
  const type = (element as HTMLInputElement).type
  return element.tagName === 'INPUT' && type !== 'checkbox' && type !== 'radio'
}

// Enter and Space on a button or link belong to it.
function belongsToTarget(event: KeyboardEvent): boolean {
  const tag = (event.target as HTMLElement | null)?.tagName
  return (event.key === 'Enter' || event.key === ' ') && (tag === 'BUTTON' || tag === 'A' || tag === 'SUMMARY')
}

// Arrows and undo belong to any control that knows them itself, radio buttons too.
function isHeldByControl(name: string, target: EventTarget | null): boolean {
  const tag = (target as HTMLElement | null)?.tagName ?? ''
  return (name.startsWith('Arrow') || name === 'Ctrl+z' || name === 'Ctrl+y') && ['INPUT', 'SELECT', 'TEXTAREA'].includes(tag)
}

function nameOf(event: KeyboardEvent): string {
  return `${event.ctrlKey || event.metaKey ? 'Ctrl+' : ''}${event.key.length === 1 ? event.key.toLowerCase() : event.key}`
}

function onKey(event: KeyboardEvent): void {
  if (event.isComposing || event.defaultPrevented || event.altKey) return
  const name = nameOf(event)
  const single = name.length === 1 || name === 'Enter'
  if (single && (isTyping(event.target) || belongsToTarget(event) || (!display.keys && name.length === 1))) return
  if (isHeldByControl(name, event.target) || document.querySelector('dialog[open]')) return
  const chord = pending + name
  pending = name === 'g' && !pending ? 'g ' : ''
  for (let i = stack.length - 1; i >= 0; i--) {
    const action = stack[i][chord] ?? stack[i][name]
    if (!action) continue
    action(event)
    event.preventDefault()
    return
  }
}

window.addEventListener('keydown', onKey)

// Names: "j", "Enter", "Escape", "Ctrl+Enter", and after g: "g t". The latest page's win.
export function useKeys(bindings: Bindings): void {
  onMounted(() => stack.push(bindings))
  onBeforeUnmount(() => {
    const at = stack.indexOf(bindings)
    if (at >= 0) stack.splice(at, 1)
  })
}
