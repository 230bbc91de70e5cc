// SPDX-License-Identifier: Apache-2.0
// What the page of a duty holds while it is written, and the definition it stands for.
import { addDays } from '@/text/dates'
import type { Schema } from '@/api/client'

export type Definition = Schema['DutyDefinition']
export type OwnField = { title: string; hint: string; kind: NonNullable<Definition['fields']>[number]['kind']; required: boolean }
export type Each = 'once' | 'month' | 'quarter' | 'half' | 'year' | 'none' | 'other'
export type Content = 'fields' | 'text' | 'form'
export const kKinds: readonly OwnField['kind'][] = ['whole', 'decimal', 'text', 'long_text', 'date', 'truth', 'files']
const kMonths: Partial<Record<Each, string>> = { quarter: '1,4,7,10', half: '1,7' }

export interface Draft {
  title: string
  titleEn: string
  tasks: string
  document: string
  clause: string
  words: string
  who: string[]
  to: string[]
  content: Content
  fields: OwnField[]
  form: string
  each: Each
  date: string
  month: number
  day: number
  on: string // as it was: each 'other'
  from: string
  last: string // inclusive
  period: '' | '年' | '半年' | '季' | '月'
  which: '本期' | '上期'
  remind: { n: number; working: boolean }[]
  sign: '' | 'screen' | 'paper'
}

export const emptyField = (): OwnField => ({ title: '', hint: '', kind: 'whole', required: true })
export const emptyDraft = (to: string[] = []): Draft => ({
  title: '', titleEn: '', tasks: '', document: '', clause: '', words: '', who: [], to, content: 'fields', fields: [emptyField()], form: '',
  each: 'once', date: '', month: 1, day: 5, on: '', from: '', last: '', period: '', which: '本期',
  remind: [{ n: 10, working: false }, { n: 3, working: true }, { n: 1, working: true }], sign: '',
})

export function onOfDraft(draft: Draft): string {
  if (draft.each === 'once') return draft.date
  if (draft.each === 'none') return ''
  if (draft.each === 'other') return draft.on
  if (draft.each === 'month') return `FREQ=MONTHLY;BYMONTHDAY=${draft.day}`
  return `FREQ=YEARLY;BYMONTH=${kMonths[draft.each] ?? draft.month};BYMONTHDAY=${draft.day}`
}
function timeOf(on: string): Partial<Draft> {
  if (!on) return { each: 'none' }
  if (/^\d{4}-\d\d-\d\d$/.test(on)) return { each: 'once', date: on }
  const monthly = /^FREQ=MONTHLY;BYMONTHDAY=(\d+)$/.exec(on)
  if (monthly) return { each: 'month', day: Number(monthly[1]) }
  const yearly = /^FREQ=YEARLY;BYMONTH=([\d,]+);BYMONTHDAY=(\d+)$/.exec(on)
  if (!yearly) return { each: 'other' }
  const each = (Object.keys(kMonths) as Each[]).find((one) => kMonths[one] === yearly[1])
  if (each) return { each, day: Number(yearly[2]) }
  return /^\d+$/.test(yearly[1]) ? { each: 'year', month: Number(yearly[1]), day: Number(yearly[2]) } : { each: 'other' }
}

// What the page does not show (rows that stand there, themes) stays as `before` has it, while the form is the same.
export function definitionOf(draft: Draft, freeText: string, before: Definition | null): Definition {
  const fields = draft.content === 'text' ? [{ title: freeText, hint: '', kind: 'long_text' as const, required: true }] : draft.fields.map((one) => ({ ...one, title: one.title.trim(), hint: one.hint.trim() }))
  const own = draft.content !== 'form'
  const repeats = draft.each !== 'once' && draft.each !== 'none'
  const same = !own && before !== null && before.form === draft.form
  const definition: Definition = {
    id: before?.id ?? '',
    title: draft.title.trim(),
    title_en: draft.titleEn.trim(),
    tasks: draft.tasks.split(/[\s,，、;；]+/).filter(Boolean),
    who: draft.who,
    to: draft.to,
    form: own ? '' : draft.form,
    basis: { clause: draft.clause.trim(), words: draft.words.trim(), ...(draft.document.trim() ? { document: draft.document.trim() } : {}) },
    on: onOfDraft(draft),
    // Hidden where nothing repeats: an end nobody sees must not take the only date away.
    from: repeats ? draft.from || null : null,
    until: repeats && draft.last ? addDays(draft.last, 1) : null,
    period: draft.period || null,
    which: draft.which,
    remind: draft.remind.map((one) => (one.working ? { working_days: one.n } : { days: one.n })),
    ...(own ? { fields } : {}),
    ...(draft.sign ? { sign: draft.sign } : {}),
    ...(same && before.rows ? { rows: before.rows } : {}),
    ...(same && before.gather ? { gather: before.gather } : {}),
  }
  return definition
}

export function draftOf(definition: Definition, freeText: string): Draft {
  const fields = (definition.fields ?? []).map((one) => ({ title: one.title, hint: one.hint ?? '', kind: one.kind, required: one.required ?? true }))
  const text = fields.length === 1 && fields[0].kind === 'long_text' && fields[0].title === freeText
  return {
    ...emptyDraft(definition.to),
    title: definition.title,
    titleEn: definition.title_en ?? '',
    tasks: (definition.tasks ?? []).join('、'),
    document: definition.basis?.document ?? '',
    clause: definition.basis?.clause ?? '',
    words: definition.basis?.words ?? '',
    who: [...definition.who],
    content: text ? 'text' : fields.length ? 'fields' : 'form',
    fields: fields.length ? fields : [emptyField()],
    form: fields.length ? '' : (definition.form ?? ''),
    on: definition.on ?? '',
    ...timeOf(definition.on ?? ''),
    from: definition.from ?? '',
    last: definition.until ? addDays(definition.until, -1) : '',
    period: definition.period ?? '',
    which: definition.which === '上期' || definition.which === '上年' ? '上期' : '本期',
    remind: (definition.remind ?? []).map((one) => ('working_days' in one ? { n: one.working_days as number, working: true } : { n: (one as { days: number }).days, working: false })),
    sign: definition.sign ?? '',
  }
}
export const endedOn = (definition: Definition, last: string): Definition => ({ ...definition, until: addDays(last, 1) })
export const lastDay = (until: string) => addDays(until, -1)
