// SPDX-License-Identifier: Apache-2.0
// Who is logged in, and what the installation says of itself.
import { computed, reactive } from 'vue'
import { api, kByItself, ApiError, send, type Schema } from '@/api/client'
import type { Me, System } from '@/api/types'

export const session = reactive<{ system: System | null; me: Me | null; known: boolean; expiresAt: string; idleMinutes: number; watermark: boolean; separation: Schema['Separation'] }>({
  system: null,
  me: null,
  known: false,
  expiresAt: '',
  idleMinutes: 0, // without use for so long it ends; 0: never
  watermark: false,
  separation: 'waiting',
})

// Who works in plans, and not on the system.
export const works = computed(() => session.me !== null && !['administrator', 'security', 'auditor'].includes(session.me.role))

export function keep(answer: Schema['Session']): Me {
  session.me = answer.person
  session.known = true
  session.expiresAt = answer.expires_at
  session.idleMinutes = answer.idle_minutes
  session.watermark = answer.watermark
  session.separation = answer.separation
  return answer.person
}

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
    keep(await send(api.GET('/api/v1/session')))
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error
    session.me = null
  }
  session.known = true
  return session.me
}

// code: of the second factor, where the server asked for it.
export async function logIn(username: string, password: string, code?: string): Promise<Me> {
  return keep(await send(api.POST('/api/v1/session', { body: { username, password, ...(code ? { code } : {}) } })))
}

export async function logOut(): Promise<void> {
  await send(api.DELETE('/api/v1/session'))
}

export async function moveBusinessDate(date: string): Promise<void> {
  session.system = await send(api.PUT('/api/v1/system/business-date', { body: { date } }))
}

// As the server has it; moves while a demonstration lives through days.
export async function businessDateNow(): Promise<string> {
  return (await send(api.GET('/api/v1/system', { headers: kByItself }))).business_date
}

export function today(): string {
  return session.system?.business_date ?? ''
}
