// SPDX-License-Identifier: Apache-2.0
// A finger drawn across the page turns to the next or the previous one. Up and down stay the browser's (touch-action:
// pan-y); what scrolls sideways by itself keeps its own fingers, and a mouse selects words as ever.
import { ref } from 'vue'

const kSure = 12 // px until a stroke is known to go across
const kTurn = 72 // px across that turn
const kSlope = 1.5 // across rather than down
const kFollow = 0.6 // how far the page goes along

const isStill = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches
function scrollsSideways(at: EventTarget | null, until: EventTarget | null): boolean {
  for (let one = at as Element | null; one && one !== until; one = one.parentElement) if (one.scrollWidth > one.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(one).overflowX)) return true
  return false
}

// may: whether there is anything that way; 1 next, -1 previous.
export function useSwipe(turn: (way: 1 | -1) => void, may: (way: 1 | -1) => boolean) {
  const shift = ref(0) // px the page is drawn aside
  let start: { id: number; x: number; y: number } | null = null
  let across = false

  function end(): void {
    start = null
    across = false
    shift.value = 0
  }
  function pointerdown(event: PointerEvent): void {
    if (start && event.pointerId !== start.id) return end() // a second finger: no stroke
    if (event.pointerType === 'mouse' || !event.isPrimary) return
    if ((event.target as Element).closest('input, textarea, select') || scrollsSideways(event.target, event.currentTarget)) return
    start = { id: event.pointerId, x: event.clientX, y: event.clientY }
  }
  function pointermove(event: PointerEvent): void {
    if (event.pointerId !== start?.id) return
    const [dx, dy] = [event.clientX - start.x, event.clientY - start.y]
    if (!across && Math.abs(dy) > kSure && Math.abs(dx) < Math.abs(dy) * kSlope) return end()
    across ||= Math.abs(dx) > kSure && Math.abs(dx) >= Math.abs(dy) * kSlope
    if (across && !isStill()) shift.value = may(dx < 0 ? 1 : -1) ? dx * kFollow : Math.sign(dx) * Math.min(Math.abs(dx) * 0.2, 24)
  }
  function pointerup(event: PointerEvent): void {
    if (event.pointerId !== start?.id) return
    const dx = event.clientX - start.x
    const way = dx < 0 ? 1 : -1
    const turns = across && Math.abs(dx) >= kTurn && may(way)
    end()
    if (turns) turn(way)
  }
  return { shift, on: { pointerdown, pointermove, pointerup, pointercancel: end } }
}
