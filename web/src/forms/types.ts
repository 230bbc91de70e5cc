// SPDX-License-Identifier: Apache-2.0
// A form, what stands in it and what the server says of that (docs/forms.md). Numbers are text.
export interface Words {
  zh: string
  en: string
}
export type FieldKind = 'text' | 'long_text' | 'number' | 'date' | 'period' | 'boolean' | 'choice' | 'unit' | 'record' | 'files' | 'table'
export type PeriodKind = 'year' | 'half' | 'quarter' | 'month'

export interface Field {
  name: string
  title: Words
  hint: Words
  kind: FieldKind
  unit: Words
  places: number
  choices: Words[]
  required: 'always' | 'sometimes' | 'never'
  conditional: boolean
  computed: boolean
  formula: Words | null
  prefilled: boolean
  may_lack: boolean
  length: number // 0: no limit
  accept: string[]
  at_least: number
  at_most: number // 0: no limit of its own
  group: string
  register: string
  element: string
  key: boolean
  total: boolean
  columns: Field[]
  rows: Record<string, string>[] | null // fixed rows of a table
}
export interface Section {
  title: Words
  hint: Words
  conditional: boolean
  fields: Field[]
}
export interface Check {
  formula: Words
  message: Words
  level: 'error' | 'warning'
  reason: boolean
  each: string
}
export interface StatisticalHead {
  table_number: string
  issuer_name: string
  approval_number: string // "": open
  filed: boolean
  valid_until: string | null
}
export interface Form {
  code: string
  pack: string
  kind: 'narrative' | 'table' | 'statistical' | 'record'
  title: Words
  note: Words
  tasks: string[]
  subject: string
  period: PeriodKind | null
  statistical: StatisticalHead | null
  signatures: string[]
  landscape: boolean
  digest: string
  version_id?: string
  handed: string[] // names of the values that come from outside
  sections: Section[]
  checks: Check[]
}

export interface FileValue {
  name: string
  digest: string
  size: number
}
export type Lacking = { lacks: true }
export type Cell = string | boolean | Lacking
export type Row = Record<string, Cell>
export type Value = Cell | FileValue[] | Row[]
export type Values = Record<string, Value>
export type Reasons = Record<string, string>

export interface Spot {
  field: string
  row: number | null // from 0
  column: string
}
export interface Finding {
  level: 'error' | 'warning'
  code: string
  message: string
  message_en: string
  key: string // of its reason
  wants_reason: boolean
  reasoned: boolean
  at: Spot[] // the first is where to go
}
export interface Outcome {
  values: Values
  shown: Record<string, boolean>
  sections_shown: boolean[]
  required: string[]
  findings: Finding[]
  totals: Record<string, Record<string, string>>
  filled: number
  to_fill: number
  may_be_handed_in: boolean
}
export interface TraceStep {
  text: string
  shown: string
  number?: string
  unit?: string
  missing?: string
  error?: string
  parameter?: { name: string; valid_from: string; issuer: string; number: string; date: string; clause: string; sample: boolean }
  below: TraceStep[]
  left_out: number
}
export interface Change {
  kind: 'added' | 'removed' | 'changed'
  field: string
  column: string
  row: string
  title: Words
  before: string
  after: string
  passages: { kind: 'added' | 'removed' | 'changed'; before_at: number; after_at: number; before: string; after: string }[]
}

// Where something stands: a field, or a cell of a table.
export interface Place {
  field: string
  row?: number
  column?: string
}
