// SPDX-License-Identifier: Apache-2.0
// Words for what the contract leaves open to modules: kinds, fields, sections.
import type { PackFinding } from '@/api/types'
import { display } from '@/state/display'
import { isKey, t } from '@/words'

export function packTitle(pack: { title: string; title_en: string }): string {
  return display.language === 'en' ? pack.title_en : pack.title
}

// A module may bring a word before these pages know it: then it stands as it is.
export function packWord(what: 'section' | 'kind' | 'field', word: string): string {
  const key = `packs.${what}-${word}`
  return isKey(key) ? t(key) : word
}

export function findingWords(finding: PackFinding): string {
  return display.language === 'en' ? finding.message : finding.message_zh
}
