// SPDX-License-Identifier: Apache-2.0
// Twelve weeks as points of lines: a week nobody looked is a gap, never a nought.
import type { Schema } from '@/api/client'
import { addDays } from '@/text/dates'

export type Light4 = 'overdue' | 'behind' | 'soon' | 'done'
export const kTrend: readonly Light4[] = ['overdue', 'behind', 'soon', 'done']
export type Week = Record<Light4, number> & { week: string; taken: string }
export const kWeeks = 12

// The Monday of the week a day lies in.
export function mondayOf(day: string): string {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
  return addDays(day, -weekday)
}
// Oldest first, twelve places, the last one now; null where there is nothing.
export function trendOf(overview: Pick<Schema['Overview'], 'weeks' | 'lights'>, today: string): (Week | null)[] {
  const monday = mondayOf(today)
  const places: (Week | null)[] = []
  for (let n = kWeeks - 1; n > 0; n--) {
    const at = addDays(monday, -7 * n)
    const found = overview.weeks.find((one) => one.week === at)
    places.push(found ? { week: at, taken: found.taken_on, overdue: found.overdue, behind: found.behind, soon: found.soon, done: found.done } : null)
  }
  const { overdue = 0, behind = 0, soon = 0, done = 0 } = overview.lights
  return [...places, { week: monday, taken: today, overdue, behind, soon, done }]
}
// Runs of weeks that follow each other, as [place, value].
export function runsOf(weeks: readonly (Week | null)[], light: Light4): [number, number][][] {
  const runs: [number, number][][] = []
  let run: [number, number][] = []
  weeks.forEach((week, place) => {
    if (week) run.push([place, week[light]])
    if ((!week || place === weeks.length - 1) && run.length) {
      runs.push(run)
      run = []
    }
  })
  return runs
}
// Places of the labels at the ends of the lines, at least `gap` apart, in the order of their values.
export function labelPlaces(at: readonly number[], gap: number, least: number, most: number): number[] {
  const order = at.map((y, n) => [y, n] as const).sort((a, b) => a[0] - b[0] || a[1] - b[1])
  const placed = Array<number>(at.length).fill(0)
  let before = least - gap
  for (const [y, n] of order) placed[n] = before = Math.max(y, before + gap)
  let after = most + gap
  for (const [, n] of [...order].reverse()) placed[n] = after = Math.min(placed[n], after - gap)
  return placed
}
