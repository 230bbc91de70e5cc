// SPDX-License-Identifier: Apache-2.0
// Two versions of a passage as runs of what stayed, went and came; of a text, paragraph by paragraph.
import diff from 'fast-diff'

export interface Run {
  kind: 'same' | 'gone' | 'new'
  text: string
}
const kShort = 3 // characters that stay between two changes and read as part of them
const kAlike = 0.35 // of the longer version: what has less in common is another passage

// Chinese has no blanks between words: a few characters that happen to stay between changes are taken into them, so
// that whole phrases are marked; where little stays, all went and all came.
export function changesOf(before: string, after: string): Run[] {
  const runs: Run[] = diff(before, after, undefined, true).map(([kind, text]) => ({ kind: kind === diff.EQUAL ? 'same' : kind === diff.INSERT ? 'new' : 'gone', text }))
  const same = runs.filter((run) => run.kind === 'same').reduce((all, run) => all + run.text.length, 0)
  if (runs.length > 3 && same < kAlike * Math.max(before.length, after.length)) return tidy([{ kind: 'gone', text: before }, { kind: 'new', text: after }])
  const out: Run[] = []
  for (let n = 0; n < runs.length; ++n) {
    const run = runs[n]
    if (isStray(runs, n)) out.push({ kind: 'gone', text: run.text }, { kind: 'new', text: run.text })
    else out.push(run)
  }
  return tidy(out)
}

// Of a run that stays: too short for what changed on both its sides. One character always is.
function isStray(runs: Run[], n: number): boolean {
  if (runs[n].kind !== 'same' || n === 0 || n === runs.length - 1) return false
  const length = [...runs[n].text].length
  if (length < 2) return true
  const side = (step: number) => {
    let sum = 0
    for (let k = n + step; runs[k] && runs[k].kind !== 'same'; k += step) sum += runs[k].text.length
    return sum
  }
  return length < kShort && Math.min(side(-1), side(1)) > length
}

// Within one run of changes: first all that went, then all that came.
function tidy(runs: Run[]): Run[] {
  const out: Run[] = []
  let gone = ''
  let fresh = ''
  const flush = () => {
    if (gone) out.push({ kind: 'gone', text: gone })
    if (fresh) out.push({ kind: 'new', text: fresh })
    gone = fresh = ''
  }
  for (const run of runs) {
    if (!run.text) continue
    if (run.kind === 'gone') gone += run.text
    else if (run.kind === 'new') fresh += run.text
    else {
      flush()
      out.push({ ...run })
    }
  }
  flush()
  return out
}

export interface Compared {
  mark: 'same' | 'removed' | 'added'
  words: string
}
// A paragraph that stayed, went, came, or was changed: then with what changed in it.
export type Paragraph = { mark: Compared['mark']; words: string } | { mark: 'changed'; runs: Run[] }

// Share of characters the two have in common, without regard to their order; cheap.
function likeness(a: string, b: string): number {
  const count = new Map<string, number>()
  for (const c of a) count.set(c, (count.get(c) ?? 0) + 1)
  let common = 0
  for (const c of b) {
    const left = count.get(c) ?? 0
    if (left > 0) {
      common += 1
      count.set(c, left - 1)
    }
  }
  return common / Math.max([...a].length, [...b].length, 1)
}

// Within a run of paragraphs that went and came each that went stands with the one it became, in order.
export function pairUp(paragraphs: Compared[]): Paragraph[] {
  const out: Paragraph[] = []
  for (let n = 0; n < paragraphs.length; ) {
    if (paragraphs[n].mark === 'same') {
      out.push(paragraphs[n++])
      continue
    }
    const gone: string[] = []
    const fresh: string[] = []
    for (; n < paragraphs.length && paragraphs[n].mark !== 'same'; ++n) (paragraphs[n].mark === 'removed' ? gone : fresh).push(paragraphs[n].words)
    let from = 0
    for (const words of gone) {
      let best = -1
      for (let k = from; k < fresh.length; ++k) if (likeness(words, fresh[k]) >= 0.5 && (best < 0 || likeness(words, fresh[k]) > likeness(words, fresh[best]))) best = k
      if (best < 0) {
        out.push({ mark: 'removed', words })
        continue
      }
      for (; from < best; ++from) out.push({ mark: 'added', words: fresh[from] })
      out.push({ mark: 'changed', runs: changesOf(words, fresh[best]) })
      from = best + 1
    }
    for (; from < fresh.length; ++from) out.push({ mark: 'added', words: fresh[from] })
  }
  return out
}
