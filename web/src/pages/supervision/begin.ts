// SPDX-License-Identifier: Apache-2.0
// A draft about a report that lies too long. It begins as a letter of reminder: that may go to anybody who can be
// supervised; its words are those of the paper, which is Chinese.
import { api, send } from '@/api/client'
import { today } from '@/state/session'
import { addDays } from '@/text/dates'

const kAnswerDays = 7

export async function beginDraft(due: string): Promise<string> {
  const body = { about_kind: 'due' as const, about_id: due, level: 'reminder' as const, issuer: 'own' as const, requirement: '请尽快办理，并书面答复办理情况。', answer_by: addDays(today(), kAnswerDays) }
  return (await send(api.POST('/api/v1/supervision', { body }))).id
}
