// SPDX-License-Identifier: Apache-2.0
// The server's own words of the record in those of people; what has none is shown as it is.
import type { Language } from '@/state/display'
import { momentWords } from '@/text/dates'
import { isKey, t, type Key } from '@/words'

const first = (keys: string[], otherwise: string) => {
  const key = keys.find(isKey)
  return key ? t(key as Key) : otherwise
}
export const actionWords = (action: string) => first([`event.${action}`, `action.${action}`], action)
export const kindWords = (kind: string) => (kind === '' ? '—' : first([`kind.${kind}`], kind))
export const columnWords = (column: string) => first([`column.${column}`], column)
export const tableWords = (table: string) => first([`table.${table}`], table)

const kRoutes: Record<string, Key> = {
  '/people': 'route.people',
  '/people/{id}': 'route.people-one',
  '/people/{id}/sessions': 'route.people-sessions',
  '/people/{id}/holdings': 'route.people-holdings',
  '/liaisons': 'route.liaisons',
  '/liaisons/preview': 'route.liaisons-preview',
  '/liaisons/refused': 'route.liaisons-refused',
  '/liaisons/accounts': 'route.liaisons-accounts',
  '/units/{id}': 'route.units-one',
  '/dues': 'route.dues',
  '/plans/{id}/overview': 'route.plans-overview',
  '/liaisons/export': 'route.liaisons-export',
  '/dues/{id}/calls': 'route.dues-calls',
  '/leaders': 'route.leaders',
  '/units/{id}/chain': 'route.units-chain',
  '/outbox': 'route.outbox',
  '/plans/{id}/export': 'route.plans-export',
  '/plans/{id}/archive': 'route.plans-archive',
  '/tasks/{id}/archive': 'route.tasks-archive',
  '/dues/{id}': 'route.dues-one',
  '/dues/{id}/copy': 'route.dues-copy',
  '/dues/{id}/files': 'route.dues-files',
  '/duties/{id}/compendium': 'route.duties-compendium',
  '/duties/{id}/compendium/file': 'route.duties-file',
  '/documents/{id}': 'route.documents-one',
  '/briefs/{id}/file': 'route.briefs-file',
  '/supervision/{id}/file': 'route.supervision-file',
  '/audit/events': 'route.audit-events',
  '/audit/events/{id}': 'route.audit-one',
  '/audit/events.xlsx': 'route.audit-sheet',
  '/audit/reads': 'route.audit-reads',
  '/audit/people': 'route.audit-people',
}
export function routeWords(route: string): string {
  const key = kRoutes[route.replace('/api/v1', '')]
  return key ? t(key) : route
}

export const kEventKinds = ['person', 'plan', 'task', 'import', 'duty', 'due', 'document', 'subtask', 'supervision', 'brief', 'paper', 'leader-remark', 'filled-form', 'unit', 'pack', 'webhook', 'record', 'reads']
export const kReadKinds = ['people', 'liaisons', 'leaders', 'units', 'plans', 'tasks', 'duties', 'dues', 'documents', 'briefs', 'supervision', 'outbox', 'audit']

export interface Field {
  name: string
  before: string
  after: string
  changed: boolean
}
const kFlags = ['active', 'opens', 'must_change_password', 'demo']
// Instants are microseconds since 1970; one of more than two years is no small number by chance.
const isInstant = (name: string, value: string) => /(^at|_at|_until)$/.test(name) && /^\d{14,16}$/.test(value)

// What a cell of that column says.
export function valueWords(name: string, value: string, language: Language, names: Record<string, string> = {}): string {
  if (value in names) return names[value]
  if (isInstant(name, value)) return momentWords(new Date(Number(value) / 1000).toISOString(), language)
  if (kFlags.includes(name) && /^[01]$/.test(value)) return t(value === '1' ? 'audit.yes' : 'audit.no')
  return name === 'role' ? first([`role.${value}`], value) : value
}

type Image = Record<string, unknown> | null
const shown = (value: unknown): string => (value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value))

// The number of the row stands above it. Field by field, those that changed first; of a row added or removed all of them count as changed.
export function fieldsOf(before: Image, after: Image): Field[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].filter((name) => name !== 'id')
  const fields = names.map((name) => {
    const [was, is] = [shown(before?.[name]), shown(after?.[name])]
    return { name, before: was, after: is, changed: was !== is }
  })
  return [...fields.filter((f) => f.changed), ...fields.filter((f) => !f.changed)]
}
