// SPDX-License-Identifier: Apache-2.0
// A form, what stands in it and what the server says of that (docs/forms.md), as the contract has them.
// Only values are told more exactly here than there. Numbers are text.
import type { Schema } from '@/api/client'

export type Words = Schema['Words']
export type Form = Schema['Form']
export type Field = Schema['FormField']
export type Section = Form['sections'][number]
export type Check = Form['checks'][number]
export type PeriodKind = NonNullable<Form['period']>
export type Finding = Schema['FormFinding']
export type Spot = Schema['FormPlace'] // row: from 0
export type Change = Schema['FormChange']

export interface FileValue {
  name: string
  digest: string // '' while the file is not stored
  size: number
}
export type Lacking = { lacks: true }
export type Cell = string | boolean | Lacking
export type Row = Record<string, Cell>
export type Value = Cell | FileValue[] | Row[]
export type Values = Record<string, Value>
export type Reasons = Record<string, string>
export type Outcome = Omit<Schema['Outcome'], 'values'> & { values: Values }

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

// Where something stands: a field, or a cell of a table.
export interface Place {
  field: string
  row?: number
  column?: string
}
