// SPDX-License-Identifier: Apache-2.0
// Two versions of a passage as runs of what stayed, went and came.
import diff from 'fast-diff'

export interface Run {
  kind: 'same' | 'gone' | 'new'
  text: string
}

// Single characters that happen to stay between changes are taken into them: whole words read better.
export function changesOf(before: string, after: string): Run[] {
  const runs: Run[] = diff(before, after, undefined, true).map(([kind, text]) => ({ kind: kind === diff.EQUAL ? 'same' : kind === diff.INSERT ? 'new' : 'gone', text }))
  const out: Run[] = []
  const add = (kind: Run['kind'], text: string) => {
    if (!text) return
    const last = out[out.length - 1]
    if (last?.kind === kind) last.text += text
    else out.push({ kind, text })
  }
  for (let n = 0; n < runs.length; ++n) {
    const { kind, text } = runs[n]
    const between = kind === 'same' && text.length < 2 && n > 0 && n < runs.length - 1
    if (!between) {
      add(kind, text)
      continue
    }
    add('gone', text)
    add('new', text)
  }
  return tidy(out)
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
    if (run.kind === 'gone') gone += run.text
    else if (run.kind === 'new') fresh += run.text
    else {
      flush()
      out.push(run)
    }
  }
  flush()
  return out
}
