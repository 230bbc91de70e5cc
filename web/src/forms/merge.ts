// SPDX-License-Identifier: Apache-2.0
// Two people wrote in one filling, both from the same base: what the other changed, passage by passage, and the
// filling that comes of deciding each. A passage is a field, a paragraph of a long text, a cell, or a row.
//   merge(form, three, decided)   the merged filling, the passages, how many are left to decide
// What only the other changed is theirs until decided otherwise; where both wrote, mine stands until decided.
import { fieldsOf, words } from './pen'
import type { Asked } from './use_filling'
import type { Cell, Field, FileValue, Form, Row, Value, Values } from './types'
import { cellText, cellValue, filesOf, isEmpty, readAs, rowsOf } from './values'

export interface Decision {
  take: 'theirs' | 'mine' | 'both' | 'own'
  text: string // of 'own'
}
export interface Piece {
  id: string
  title: string // of the field
  row: string // key or number; '' none
  column: string
  base: string
  theirs: string
  mine: string
  clash: boolean // both wrote here
  both: boolean // the one behind the other makes sense
  own: boolean // may be written anew
}
export interface Merged extends Asked {
  pieces: Piece[]
  left: number // clashes not decided
  kept: number // places only mine changed
}
export interface Three {
  base: Asked
  mine: Asked
  theirs: Asked
}

// What stands in three versions, and how it is told, compared and put together.
interface Passage<T> {
  at: Pick<Piece, 'id' | 'title' | 'row' | 'column'>
  base: T
  mine: T
  theirs: T
  show(value: T): string
  same(a: T, b: T): boolean
  read?(text: string): T
  both?(theirs: T, mine: T): T
}

const sameText = (a: string, b: string) => a === b || (a !== '' && b !== '' && (readAs(a, b) === '' || readAs(b, a) === ''))
const sameCell = (a: Value | undefined, b: Value | undefined) => sameText(cellText(a), cellText(b))
const kTyped: readonly Field['kind'][] = ['text', 'long_text', 'number', 'date', 'period']

export function merge(form: Form, { base, mine, theirs }: Three, decided: Record<string, Decision>): Merged {
  const pieces: Piece[] = []
  let left = 0
  let kept = 0

  function settle<T>(passage: Passage<T>): T {
    const { base: b, mine: m, theirs: o, show, same } = passage
    if (same(b, o)) {
      if (!same(b, m)) kept += 1
      return m
    }
    if (same(m, o)) return o
    const clash = !same(b, m)
    const choice = decided[passage.at.id]
    pieces.push({ ...passage.at, base: show(b), theirs: show(o), mine: show(m), clash, both: clash && !!passage.both, own: !!passage.read })
    if (clash && !choice) left += 1
    if (choice?.take === 'own' && passage.read) return passage.read(choice.text)
    if (choice?.take === 'both' && passage.both) return passage.both(o, m)
    return (choice ? choice.take === 'theirs' : !clash) ? o : m
  }

  function cell(id: string, field: Field, at: Omit<Passage<Cell>['at'], 'id'>, of: (Value | undefined)[]): Cell {
    const [b, m, o] = of.map((one) => one ?? '') as Cell[]
    if (field.computed) return m
    return settle<Cell>({ at: { id, ...at }, base: b, mine: m, theirs: o, show: cellText, same: sameCell, read: kTyped.includes(field.kind) ? (text) => cellValue(text, field) : undefined })
  }
  function text(field: Field, title: string, of: string[]): string {
    const [b, m, o] = of.map((one) => (one === '' ? [] : one.split('\n')))
    const say = (list: string[]) => list.join('\n')
    return diff3(b, m, o)
      .flatMap((part) => part.stable ?? parts(part).flatMap((one) => settle<string[]>({
        at: { id: `${field.name}#${one.at}`, title, row: '', column: '' }, base: one.base, mine: one.mine, theirs: one.theirs,
        show: say, same: (x, y) => say(x) === say(y), read: (typed) => (typed === '' ? [] : typed.split('\n')), both: (x, y) => [...x, ...y],
      })))
      .join('\n')
  }
  function rowCells(field: Field, row: string, id: string, [b, m, o]: Row[]): Row {
    const out: Row = {}
    for (const column of field.columns) {
      const got: Value = column.kind === 'files' ? files(filesOf(b[column.name]), filesOf(m[column.name]), filesOf(o[column.name])) : cell(`${id}/${column.name}`, column, { title: words(field.title), row, column: words(column.title) }, [b[column.name], m[column.name], o[column.name]])
      if (!isEmpty(got)) out[column.name] = got as Cell
    }
    return out
  }
  function rowBlock(field: Field, row: string, id: string, b: Row[], m: Row[], o: Row[]): Row[] {
    const same = (x: Row[], y: Row[]) => x.length === y.length && x.every((one, n) => field.columns.every((column) => column.computed || sameCell(one[column.name], y[n][column.name])))
    return settle<Row[]>({ at: { id, title: words(field.title), row, column: '' }, base: b, mine: m, theirs: o, same, show: (rows) => rows.map((one) => rowText(field, one)).join('\n'), both: m.length && o.length ? (x, y) => [...x, ...y] : undefined })
  }
  function table(field: Field, b: Row[], m: Row[], o: Row[]): Row[] {
    const key = field.columns.find((column) => column.key)?.name
    if (key && [b, m, o].every((rows) => isKeyed(rows, key))) return byKey(field, key, b, m, o)
    if (field.rows) return Array.from({ length: Math.max(b.length, m.length, o.length) }, (_, n) => rowCells(field, String(n + 1), `${field.name}/${n}`, [b[n] ?? {}, m[n] ?? {}, o[n] ?? {}]))
    const line = (rows: Row[]) => rows.map((row) => rowText(field, row, '\u0000'))
    const found: Row[] = []
    for (const part of diff3(line(b), line(m), line(o))) {
      if (part.stable) found.push(m[part.mineAt])
      else {
        for (const one of parts(part)) {
          const [bs, ms, os] = [b.slice(one.at, one.at + one.base.length), m.slice(one.mineAt, one.mineAt + one.mine.length), o.slice(one.theirsAt, one.theirsAt + one.theirs.length)]
          const id = `${field.name}/${one.at}`
          if (bs.length === 1 && ms.length === 1 && os.length === 1) found.push(rowCells(field, String(one.at + 1), id, [bs[0], ms[0], os[0]]))
          else found.push(...rowBlock(field, String(one.at + 1), id, bs, ms, os))
        }
      }
    }
    return found
  }
  function byKey(field: Field, key: string, b: Row[], m: Row[], o: Row[]): Row[] {
    const [was, here, there] = [b, m, o].map((rows) => new Map(rows.map((row) => [cellText(row[key]), row])))
    return inOrder([...here.keys()], [...there.keys()]).flatMap((name) => {
      const [x, y, z] = [was.get(name), here.get(name), there.get(name)]
      const id = `${field.name}/${name}`
      if (y && z) return [rowCells(field, name, id, [x ?? {}, y, z])]
      return rowBlock(field, name, id, x ? [x] : [], y ? [y] : [], z ? [z] : [])
    })
  }

  const values: Values = {}
  for (const field of fieldsOf(form)) {
    const [b, m, o] = [base, mine, theirs].map((one) => one.values[field.name])
    let got: Value
    if (field.kind === 'table') got = table(field, rowsOf(b), rowsOf(m), rowsOf(o))
    else if (field.kind === 'files') got = files(filesOf(b), filesOf(m), filesOf(o))
    else if (field.kind === 'long_text' && !field.computed) got = text(field, words(field.title), [b, m, o].map(cellText))
    else got = cell(field.name, field, { title: words(field.title), row: '', column: '' }, [b, m, o])
    if (!isEmpty(got)) values[field.name] = got
  }
  const reasons: Record<string, string> = {}
  for (const key of new Set([...Object.keys(mine.reasons), ...Object.keys(theirs.reasons)])) {
    const [b, m, o] = [base, mine, theirs].map((one) => one.reasons[key] ?? '')
    const got = settle<string>({ at: { id: `?${key}`, title: key, row: '', column: '' }, base: b, mine: m, theirs: o, show: (one) => one, same: sameText, read: (typed) => typed })
    if (got) reasons[key] = got
  }
  return { values, reasons, pieces, left, kept }
}

const rowText = (field: Field, row: Row, between = '；') => field.columns.filter((column) => !column.computed).map((column) => cellText(row[column.name])).filter((one) => one !== '' || between !== '；').join(between)
const isKeyed = (rows: Row[], key: string) => new Set(rows.map((row) => cellText(row[key])).filter(Boolean)).size === rows.length

// Mine in their order, with each of the other's behind the one it stood behind there.
function inOrder(mine: string[], theirs: string[]): string[] {
  const out = [...mine]
  theirs.forEach((name, n) => {
    if (!out.includes(name)) out.splice(n === 0 ? 0 : out.indexOf(theirs[n - 1]) + 1, 0, name)
  })
  return out
}

// Files are added and taken away, never changed: both people's stand.
function files(base: FileValue[], mine: FileValue[], theirs: FileValue[]): FileValue[] {
  const has = (list: FileValue[], file: FileValue) => list.some((one) => one.digest === file.digest && one.name === file.name)
  return [...theirs.filter((file) => has(mine, file) || !has(base, file)), ...mine.filter((file) => !has(theirs, file) && !has(base, file))]
}

export interface Part {
  stable?: string[]
  at: number // place in the base
  mineAt: number
  theirsAt: number
  base: string[]
  mine: string[]
  theirs: string[]
}

// Where all three agree line by line (`stable`), and what lies between.
export function diff3(base: string[], mine: string[], theirs: string[]): Part[] {
  const toMine = matches(base, mine)
  const toTheirs = matches(base, theirs)
  const out: Part[] = []
  let [i, j, k] = [0, 0, 0]
  const between = (x: number, y: number, z: number) => {
    if (x > i || y > j || z > k) out.push({ at: i, mineAt: j, theirsAt: k, base: base.slice(i, x), mine: mine.slice(j, y), theirs: theirs.slice(k, z) })
  }
  base.forEach((line, x) => {
    const [y, z] = [toMine[x], toTheirs[x]]
    if (y < 0 || z < 0) return
    between(x, y, z)
    out.push({ stable: [line], at: x, mineAt: y, theirsAt: z, base: [line], mine: [line], theirs: [line] })
    ;[i, j, k] = [x + 1, y + 1, z + 1]
  })
  between(base.length, mine.length, theirs.length)
  return out
}
// As many lines in all three: each stands against its own.
function parts(part: Part): Part[] {
  if (part.base.length !== part.mine.length || part.base.length !== part.theirs.length) return [part]
  return part.base.map((_, n) => ({ at: part.at + n, mineAt: part.mineAt + n, theirsAt: part.theirsAt + n, base: [part.base[n]], mine: [part.mine[n]], theirs: [part.theirs[n]] }))
}

// For each of `a` its place in `b` in a longest common subsequence; -1 none.
function matches(a: string[], b: string[]): number[] {
  const found = a.map(() => -1)
  let start = 0
  let [endA, endB] = [a.length, b.length]
  while (start < endA && start < endB && a[start] === b[start]) found[start] = start++
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) found[--endA] = --endB
  const [h, w] = [endA - start, endB - start]
  if (h * w === 0 || h * w > 4_000_000) return found
  const best = new Uint16Array((h + 1) * (w + 1))
  for (let i = h - 1; i >= 0; i--) for (let j = w - 1; j >= 0; j--) best[i * (w + 1) + j] = a[start + i] === b[start + j] ? best[(i + 1) * (w + 1) + j + 1] + 1 : Math.max(best[(i + 1) * (w + 1) + j], best[i * (w + 1) + j + 1])
  for (let i = 0, j = 0; i < h && j < w; ) {
    if (a[start + i] === b[start + j]) found[start + i++] = start + j++
    else if (best[(i + 1) * (w + 1) + j] >= best[i * (w + 1) + j + 1]) i++
    else j++
  }
  return found
}
