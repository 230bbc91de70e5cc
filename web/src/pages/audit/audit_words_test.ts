// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { actionWords, fieldsOf, kReadKinds, kindWords, routeWords, valueWords } from './audit_words'

describe('rows before and after', () => {
  it('are told field by field, what changed first', () => {
    expect(fieldsOf({ name: '甲', role: 'office', unit_id: 7 }, { name: '甲', role: 'leader' })).toEqual([
      { name: 'role', before: 'office', after: 'leader', changed: true },
      { name: 'unit_id', before: '7', after: '', changed: true },
      { name: 'name', before: '甲', after: '甲', changed: false },
    ])
    expect(valueWords('active', '1', 'zh-CN')).toBe('是')
    expect(valueWords('role', 'auditor', 'zh-CN')).toBe('安全审计员')
    expect(valueWords('asked_at', '1795705679363139', 'en')).toMatch(/^2\d Nov 2026/)
    expect(valueWords('percent', '1', 'en')).toBe('1')
    expect(fieldsOf(null, { id: 7, name: '甲' })).toEqual([{ name: 'name', before: '', after: '甲', changed: true }])
    expect(fieldsOf({ name: '甲' }, null).every((f) => f.changed)).toBe(true)
  })
})

describe('words of the record', () => {
  it('stand for every route that is logged', () => {
    const source = readFileSync(join(__dirname, '../../../../src/api/read_kinds.cpp'), 'utf8')
    const routes = [...source.matchAll(/"(\/api\/v1\/[^"]+)"/g)].map((m) => m[1]).filter((r) => r !== '/api/v1/')
    expect(routes.length).toBeGreaterThan(15)
    expect(routes.filter((route) => routeWords(route) === route)).toEqual([])
    for (const route of routes) expect(kReadKinds).toContain(route.split('/')[3])
  })
  it('fall back on what the server says', () => {
    expect(actionWords('access.logged-in')).toBe('登录')
    expect(actionWords('followup.task-signed')).toBe('签收')
    expect(actionWords('some.thing')).toBe('some.thing')
    expect(kindWords('')).toBe('—')
  })
})
