// SPDX-License-Identifier: Apache-2.0
// Changes of units in words: what was entered, and what would follow.
import type { Schema } from '@/api/client'
import { display } from '@/state/display'
import { today } from '@/state/session'
import { dateWords } from '@/text/dates'
import { words } from '@/forms/pen'
import { t } from '@/words'

export type Change = Schema['UnitChange']
export type NewChange = Schema['NewUnitChange']
export type Kind = Schema['UnitChangeKind']
export type Seen = Schema['UnitChangePreview']
export const kKinds: readonly Kind[] = ['rename', 'found', 'end', 'join', 'leave', 'alias', 'unalias']

// Long ago or far ahead: no weekday.
export const plainDay = (date: string) => dateWords(date, display.language).replace(/ 周.$|^\w{3} /, '')
const joined = (units: { short_name: string }[]) => units.map((one) => one.short_name).join('、')

export function doneWords(change: Change, all: readonly Change[] = []): string {
  const unit = change.unit.short_name
  switch (change.kind) {
    case 'rename':
      return t('reform.done.rename', { before: (change.official ? change.before_official : change.before_short) ?? unit, name: change.official ?? change.short_name ?? '' })
    case 'end':
      return change.successors.length ? t('reform.done.end-to', { unit, units: joined(change.successors) }) : t('reform.done.end', { unit })
    case 'join':
    case 'leave':
      return t(`reform.done.${change.kind}`, { unit, group: change.group?.short_name ?? '' })
    case 'alias':
    case 'unalias':
      return t(`reform.done.${change.kind}`, { unit, alias: change.alias ?? '' })
    case 'take-back': {
      const taken = all.find((one) => one.id === change.takes_back)
      return t('reform.done.take-back', { what: taken ? doneWords(taken) : unit })
    }
    default:
      return t('reform.done.found', { unit })
  }
}

export const packWords = (change: Change): string[] =>
  change.pack_says.map((says) => {
    if (says.field === 'until') return t('reform.pack.until', { date: plainDay(says.until!) })
    if (says.field === 'successors') return t('reform.pack.successors', { units: joined(says.successors) })
    return t(`reform.pack.${says.field}`, { text: says.text ?? '' })
  })

// The preview line by line; `names` of a rename.
export function seenWords(seen: Seen, kind: Kind, on: string, names: { before: string; name: string }): string[] {
  const lines = [on > today() ? t('reform.ahead', { date: plainDay(on) }) : on < today() ? t('reform.late') : '']
  const first = lines.length
  for (const one of seen.units) {
    const unit = one.unit?.short_name ?? ''
    const { dues, tasks, subtasks } = one
    if (kind === 'rename' && one === seen.units[0]) lines.push(t('reform.seen.rename', { ...names, dues, tasks }))
    const work = dues + tasks + subtasks > 0
    if (one.ends && one.goes_to && work) lines.push(t('reform.seen.moves', { unit, to: one.goes_to.short_name, dues, tasks, subtasks }))
    if (one.ends && !one.goes_to && work) lines.push(t('reform.seen.stays', { unit, dues, tasks, subtasks }))
    if (one.ends && one.goes_to && one.liaisons) lines.push(t('reform.seen.liaisons', { unit, n: one.liaisons }))
    if (one.ends && one.accounts) lines.push(t('reform.seen.accounts', { unit, n: one.accounts }))
    if (one.ends && one.goes_to && one.groups.length) lines.push(t('reform.seen.groups', { unit, groups: joined(one.groups) }))
    for (const duty of one.duties) {
      if (duty.no_more && !(one.ends && one.goes_to)) lines.push(t('reform.seen.no-more', { unit, duty: words(duty.title), n: duty.no_more }))
      if (duty.anew && !seen.units.some((other) => other.ends && other.goes_to?.id === one.unit?.id)) lines.push(t('reform.seen.anew', { unit, duty: words(duty.title), n: duty.anew }))
    }
  }
  if (lines.length === first) lines.push(t('reform.seen.nothing'))
  return lines.filter(Boolean)
}
