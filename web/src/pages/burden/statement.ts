// SPDX-License-Identifier: Apache-2.0
// Columns of the statement and how they are sorted.
import type { Schema } from '@/api/client'

export type Counts = Schema['BurdenCounts']
export const kColumns = ['duties', 'reports', 'answers', 'before', 'change', 'groundless', 'late', 'noted'] as const
export type Column = (typeof kColumns)[number]

export function valueOf(one: Counts, column: Column): number {
  if (column === 'before') return one.before.reports
  if (column === 'change') return one.reports - one.before.reports
  return one[column]
}
// Among equals the order of the directory stays.
export const sorted = (items: readonly Counts[], by: Column, up: boolean): Counts[] => [...items].sort((a, b) => (valueOf(a, by) - valueOf(b, by)) * (up ? 1 : -1))
export const fileOf = (month: string, format: 'docx' | 'xlsx') => `/api/v1/burden/file?${new URLSearchParams({ format, month })}`
