// SPDX-License-Identifier: Apache-2.0
// What can be done with a document now, and how its steps are told.
import type { Schema } from '@/api/client'
import { display } from '@/state/display'
import { addDays } from '@/text/dates'

export type Doc = Schema['Document']
export type Line = Schema['DocumentLine']
export type Ask = Doc['asks'][number]
export type Remark = Ask['remarks'][number]
export type Step = Doc['steps'][number]
export type StepName = Step['step']
export type Act = 'end' | 'write' | 'rewrite' | 'ask-comment' | 'ask-comment-again' | 'ask-signature' | 'ask-signature-again' | 'decide' | 'rule' | 'review' | 'approve' | 'contacts' | 'issue' | 'publish' | 'revise' | 'evaluate' | 'leave-out'

export const titleOf = (title: { zh: string; en: string }) => (display.language === 'en' ? title.en : title.zh)
// Issued and not revised, with its evaluation late or within 30 days.
export const isToEvaluate = (one: Line | Doc, today: string): boolean => !!one.issued_on && !one.successor_id && !!one.review_on && one.review_on <= addDays(today, 30)
export const langOfTitle = () => (display.language === 'en' ? 'en' : 'zh-CN')
export const nextOf = (steps: Step[]) => steps.find((one) => one.state === 'open') ?? null

// The newest question to each unit.
export function latest(asks: Ask[], purpose: Ask['purpose']): Ask[] {
  const newest = new Map<string, Ask>()
  for (const one of asks) if (one.purpose === purpose && (newest.get(one.unit.id)?.round ?? 0) < one.round) newest.set(one.unit.id, one)
  return [...newest.values()]
}
export const undecided = (asks: Ask[], purpose: Ask['purpose']): Remark[] => asks.filter((one) => one.purpose === purpose).flatMap((one) => one.remarks.filter((remark) => !remark.decision))
export const disputed = (asks: Ask[]) => latest(asks, 'signature').filter((one) => one.standing === 'disputed')
// A late signature waits still, a late comment bars nobody.
export const waitingFor = (asks: Ask[], purpose: Ask['purpose']) => latest(asks, purpose).filter((one) => one.standing === 'open' || (purpose === 'signature' && one.standing === 'late'))

interface Acts {
  main: Act | null // the next step; null: others have to act first
  more: Act[]
}
function ofAsking(one: Doc, purpose: Ask['purpose']): Acts {
  const [first, again]: [Act, Act] = purpose === 'comment' ? ['ask-comment', 'ask-comment-again'] : ['ask-signature', 'ask-signature-again']
  if (!latest(one.asks, purpose).length) return { main: first, more: ['leave-out', 'rewrite'] }
  const main: Act | null = undecided(one.asks, purpose).length ? 'decide' : purpose === 'signature' && disputed(one.asks).length ? 'rule' : waitingFor(one.asks, purpose).length ? null : 'end'
  return { main, more: [again, 'rewrite'] }
}
// What its lead or the office can do, by the step that is next.
export function actsOf(one: Doc, today: string): Acts {
  if (!one.leads) return { main: null, more: [] }
  const settled = !waitingFor(one.asks, 'signature').length && !disputed(one.asks).length && !undecided(one.asks, 'signature').length
  switch (one.next) {
    case 'research': return { main: 'end', more: ['leave-out'] }
    case 'draft': return one.texts.length ? { main: 'end', more: ['rewrite'] } : { main: 'write', more: [] }
    case 'comments': return ofAsking(one, 'comment')
    case 'signatures': return ofAsking(one, 'signature')
    case 'review': return { main: 'review', more: one.binds ? ['rewrite'] : ['leave-out', 'rewrite'] }
    case 'approval': return { main: 'approve', more: ['ask-signature-again', 'rewrite'] }
    case 'issue': {
      if (!settled) return { main: disputed(one.asks).length ? 'rule' : undecided(one.asks, 'signature').length ? 'decide' : null, more: ['rewrite'] }
      const lacking = one.parks.length > one.contacts.length
      const issue: Act = one.published ? 'publish' : 'issue'
      return lacking ? { main: 'contacts', more: [issue] } : { main: issue, more: one.parks.length ? ['contacts', 'rewrite'] : ['rewrite'] }
    }
    case 'revision': return isToEvaluate(one, today) ? { main: 'evaluate', more: ['revise'] } : { main: null, more: ['evaluate', 'revise'] }
    default: return { main: null, more: [] }
  }
}
