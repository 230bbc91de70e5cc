// SPDX-License-Identifier: Apache-2.0
// Every word of the pages, Chinese and English side by side, so that neither can lack a key.
// `{name}` is filled in; English "one|many" chooses by the parameter n.
import { display, type Language } from '@/state/display'
import account from './account'
import audit from './audit'
import burden from './burden'
import confirm from './confirm'
import documents from './documents'
import dues from './dues'
import duties from './duties'
import subtasks from './subtasks'
import supervision from './supervision'
import unit from './unit'
import units from './units'
import overview from './overview'
import compendium from './compendium'
import files from './files'
import forms from './forms'
import frame from './frame'
import inbox from './inbox'
import leaders from './leaders'
import life from './life'
import outbox from './outbox'
import packs from './packs'
import people from './people'
import problems from './problems'
import reforms from './reforms'
import relations from './relations'
import tasks from './tasks'

export type Pair = readonly [zh: string, en: string]
export const kWords = { ...frame, ...account, ...audit, ...files, ...confirm, ...tasks, ...dues, ...duties, ...burden, ...outbox, ...compendium, ...overview, ...unit, ...units, ...subtasks, ...supervision, ...documents, ...inbox, ...leaders, ...life, ...people, ...packs, ...forms, ...problems, ...reforms, ...relations } as const
export type Key = keyof typeof kWords
export type Params = Record<string, string | number>

export function say(language: Language, key: Key, params: Params = {}): string {
  const pair: Pair = kWords[key]
  let text = language === 'en' ? pair[1] : pair[0]
  const bar = text.indexOf('|')
  if (language === 'en' && bar >= 0) text = Number(params.n) === 1 ? text.slice(0, bar) : text.slice(bar + 1)
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in params ? String(params[name]) : whole))
}

// In a template this follows the language by itself.
export function t(key: Key, params?: Params): string {
  return say(display.language, key, params)
}

export function isKey(key: string): key is Key {
  return key in kWords
}
