// SPDX-License-Identifier: Apache-2.0
// A first password one can read out: no letters or digits that look or sound alike.
const kLetters = 'abcdefghjkmnpqrstuvwxyz23456789'

export function madePassword(): string {
  const picks = crypto.getRandomValues(new Uint32Array(12))
  const text = [...picks].map((n) => kLetters[n % kLetters.length]).join('')
  return `${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8)}`
}
