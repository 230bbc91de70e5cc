// SPDX-License-Identifier: Apache-2.0
// The ledger's filters, which live in the address.
import { kFlags, kLights, kRoles, kStates } from '@/api/types'
import type { FlagKind, LightWord, Role, TaskState } from '@/api/types'

export interface Filters {
  section?: string
  unit?: string
  role?: Role
  dated?: boolean
  due_from?: string
  due_to?: string
  flag?: FlagKind
  light?: LightWord
  state?: TaskState
  q?: string
}

type Query = Record<string, string | null | undefined | (string | null)[]>

const isDate = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text)
const isId = (text: string) => /^[1-9]\d{0,18}$/.test(text)

// Takes from an address what is a filter; anything else there is ignored.
export function filtersOf(query: Query): Filters {
  const one = (key: string) => (typeof query[key] === 'string' ? (query[key] as string) : '')
  const filters: Filters = {}
  if (one('section')) filters.section = one('section')
  if (isId(one('unit'))) filters.unit = one('unit')
  if (kRoles.includes(one('role') as Role)) filters.role = one('role') as Role
  if (kFlags.includes(one('flag') as FlagKind)) filters.flag = one('flag') as FlagKind
  if (one('light') === 'joint' || kLights.includes(one('light') as LightWord)) filters.light = one('light') as LightWord
  if (kStates.includes(one('state') as TaskState)) filters.state = one('state') as TaskState
  if (one('dated') === 'yes' || one('dated') === 'no') filters.dated = one('dated') === 'yes'
  if (isDate(one('due_from'))) filters.due_from = one('due_from')
  if (isDate(one('due_to'))) filters.due_to = one('due_to')
  if (one('q').trim()) filters.q = one('q').trim().slice(0, 100)
  return filters
}

export function queryOf(filters: Filters): Record<string, string> {
  const query: Record<string, string> = {}
  for (const key of ['section', 'unit', 'role', 'flag', 'light', 'state', 'due_from', 'due_to', 'q'] as const) {
    const value = filters[key]
    if (value) query[key] = value
  }
  if (filters.dated !== undefined) query.dated = filters.dated ? 'yes' : 'no'
  return query
}

export function isFiltered(filters: Filters): boolean {
  return Object.keys(queryOf(filters)).length > 0
}
