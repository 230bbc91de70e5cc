// SPDX-License-Identifier: Apache-2.0
// The server's rules for a new password, told while one types.
import type { Key } from '@/words'

export interface Typed {
  username: string
  password: string
  again: string
  current?: string // absent when there is none yet
}

export function passwordRules(typed: Typed): { key: Key; met: boolean }[] {
  const { password, again, current } = typed
  const name = typed.username.trim().toLowerCase()
  const length = [...password].length
  const rules: { key: Key; met: boolean }[] = [
    { key: 'password.rule-length', met: length >= 10 && length <= 128 },
    { key: 'password.rule-name', met: password !== '' && (name === '' || !password.toLowerCase().includes(name)) },
  ]
  if (current !== undefined) rules.push({ key: 'password.rule-new', met: password !== '' && password !== current })
  rules.push({ key: 'password.rule-again', met: password !== '' && password === again })
  return rules
}
