// SPDX-License-Identifier: Apache-2.0
// How a person wants to see the pages: kept in this browser, per person.
import { reactive, watch } from 'vue'

export type Language = 'zh-CN' | 'en'
export interface Display {
  language: Language
  density: 'compact' | 'standard' | 'roomy'
  type: 'normal' | 'large'
  contrast: 'normal' | 'high'
  keys: boolean
}

const kDefault: Display = { language: 'zh-CN', density: 'standard', type: 'normal', contrast: 'normal', keys: true }
export const display = reactive<Display>({ ...kDefault })

let owner = ''
const keyOf = (name: string) => `luoshi.display.${name}`

function read(name: string): Partial<Display> | null {
  try {
    return JSON.parse(localStorage.getItem(keyOf(name)) ?? 'null')
  } catch {
    return null
  }
}

// Takes over what this person chose before; before anybody is logged in, what was chosen last.
export function showFor(username: string): void {
  owner = username
  const wantsContrast = window.matchMedia('(prefers-contrast: more)').matches
  Object.assign(display, kDefault, wantsContrast ? { contrast: 'high' } : {}, read('') ?? {}, read(username) ?? {})
}

export function applyDisplay(onLanguage: (language: Language) => void): void {
  watch(
    display,
    () => {
      const root = document.documentElement
      root.lang = display.language
      root.dataset.density = display.density
      root.dataset.type = display.type
      root.dataset.contrast = display.contrast
      localStorage.setItem(keyOf(owner), JSON.stringify(display))
      localStorage.setItem(keyOf(''), JSON.stringify({ language: display.language }))
      onLanguage(display.language)
    },
    { immediate: true, deep: true },
  )
}
