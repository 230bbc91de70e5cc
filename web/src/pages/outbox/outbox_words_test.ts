// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { moment } from './outbox_words'

it('tells a moment as China has it', () => {
  expect(moment('2011-11-10T00:30:15Z')).toBe('2011-11-10 08:30')
  expect(moment('2011-12-31T23:59:59.123456Z')).toBe('2012-01-01 07:59')
})
