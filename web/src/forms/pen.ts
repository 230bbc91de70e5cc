// SPDX-License-Identifier: Apache-2.0
// What the parts of one form share: where things stand on the page, and the way changes go out.
import type { InjectionKey } from 'vue'
import { display } from '@/state/display'
import type { Cell, Field, FileValue, Finding, Form, Outcome, Place, Reasons, Row, Values, Words } from './types'
import { isEmpty } from './values'

// Emitted by FormView; whoever holds the values applies it (use_filling.ts).
export type Edit =
  | { kind: 'value'; place: Place; value: Cell | FileValue[] }
  | { kind: 'rows'; field: string; rows: Row[] }
  | { kind: 'reason'; key: string; text: string }

// Where attachments go; without one a form is only tried out, and names stand for files.
export interface FileStore {
  store(file: File, progress: (share: number) => void): { done: Promise<FileValue>; cancel: () => void }
  href(file: FileValue): string
}

export interface Pen {
  readonly form: Form
  readonly values: Values
  readonly reasons: Reasons
  readonly outcome: Outcome | null
  readonly editing: boolean
  readonly files?: FileStore
  edit(change: Edit): void
  readonly explains: boolean // may one ask how a value was computed?
  explain(place: Place): void
}
export const kPen: InjectionKey<Pen> = Symbol('pen')

// In the language of the page, Chinese where there is no English.
export function words(text: Words): string {
  return display.language === 'en' && text.en ? text.en : text.zh
}
export const langOf = (text: Words) => (display.language === 'en' && text.en ? 'en' : 'zh-CN')
export const said = (finding: Finding) => words({ zh: finding.message, en: finding.message_en })
export const saidIn = (finding: Finding) => langOf({ zh: finding.message, en: finding.message_en })

export const fieldsOf = (form: Form): Field[] => form.sections.flatMap((section) => section.fields)

// Ids hold numbers, not names: names may be anything.
export function idsOf(form: Form): Map<string, string> {
  return new Map(fieldsOf(form).map((field, n) => [field.name, `field-${n}`]))
}
export const cellId = (table: string, row: number, column: number) => `${table}-${row}-${column}`
export const remarksId = (id: string) => `${id}-said`

// What is asked for and empty is work to do, not a mistake: told apart from what is wrong.
export function isMissing(finding: Finding, outcome: Outcome): boolean {
  return finding.code === 'form.required' || ((finding.code === 'form.rows' || finding.code === 'form.files') && isEmpty(outcome.values[finding.field]))
}
export const isOpen = (finding: Finding) => finding.level === 'error' || (finding.reason && !finding.reasoned)

// A finding stands at every field it names.
export function byField(findings: Finding[]): Map<string, Finding[]> {
  const out = new Map<string, Finding[]>()
  for (const finding of findings) {
    for (const name of new Set(finding.at.map((spot) => spot.field))) {
      const here = out.get(name)
      if (here) here.push(finding)
      else out.set(name, [finding])
    }
  }
  return out
}
