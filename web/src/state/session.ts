// SPDX-License-Identifier: Apache-2.0
// Who is logged in, and what the installation says of itself.
import { computed, reactive } from 'vue'
import { api, ApiError, send } from '@/api/client'
import type { Me, System } from '@/api/types'

export const session = reactive<{ system: System | null; me: Me | null; known: boolean }>({
  system: null,
  me: null,
  known: false,
})

// Leaders and who enters for them read; what units write and divide among themselves is not theirs.
export const ofLeader = computed(() => session.me?.role === 'leader' || session.me?.role === 'secretary')

export async function loadSystem(): Promise<System> {
  session.system = await send(api.GET('/api/v1/system'))
  return session.system
}

// Asks once who is logged in; nobody is an answer too.
export async function loadSession(): Promise<Me | null> {
  if (session.known) return session.me
  if (!document.cookie.includes('luoshi_csrf=')) {
    session.known = true
    return null
  }
  try {
    session.me = (await send(api.GET('/api/v1/session'))).person
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error
    session.me = null
  }
  session.known = true
  return session.me
}

export async function logIn(username: string, password: string): Promise<Me> {
  const answer = await send(api.POST('/api/v1/session', { body: { username, password } }))
  session.me = answer.person
  session.known = true
  return answer.person
}

export async function logOut(): Promise<void> {
  await send(api.DELETE('/api/v1/session'))
}

export async function moveBusinessDate(date: string): Promise<void> {
  session.system = await send(api.PUT('/api/v1/system/business-date', { body: { date } }))
}

export function today(): string {
  return session.system?.business_date ?? ''
}
