// SPDX-License-Identifier: Apache-2.0
// A brief from the state of now; where it is then.
import { api, send } from '@/api/client'
import { at } from './papers'

export async function draftBrief(plan: string): Promise<string> {
  return `/briefs/${(await send(api.POST('/api/v1/plans/{id}/briefs', at(plan)))).id}`
}
