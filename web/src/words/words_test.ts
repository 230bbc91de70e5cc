// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isKey, kWords, say, type Pair } from '.'

const src = join(__dirname, '..')
const files = (readdirSync(src, { recursive: true }) as string[]).filter((f) => /\.(vue|ts|css)$/.test(f) && !f.endsWith('.d.ts'))
const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort()

describe('words', () => {
  it('stand in both languages with the same blanks', () => {
    for (const [key, pair] of Object.entries(kWords) as [string, Pair][]) {
      expect(pair[0].trim(), key).not.toBe('')
      expect(pair[1].trim(), key).not.toBe('')
      // What the server tells in both languages has a second name.
      expect([...new Set(names(pair[1]).map((name) => name.replace(/_en$/, '')))], key).toEqual([...new Set(names(pair[0]))])
    }
  })
  it('are never defined twice', () => {
    const all = files.filter((f) => /^words\/\w+\.ts$/.test(f)).flatMap((f) => [...readFileSync(join(src, f), 'utf8').matchAll(/^ {2}'([^']+)':/gm)].map((m) => m[1]))
    expect(all.length).toBe(new Set(all).size)
    expect(all.length).toBe(Object.keys(kWords).length)
  })
  it('avoid what officials do not say', () => {
    const text = (Object.values(kWords) as unknown as Pair[]).map((p) => p[0]).join('\n')
    expect(text).not.toMatch(/留痕|两本账|选票|影子价格|温馨提示|！|亲/)
  })
  it('choose one or many in English', () => {
    expect(say('en', 'ledger.total', { n: 1 })).toBe('1 task')
    expect(say('en', 'ledger.total', { n: 2 })).toBe('2 tasks')
  })
})

describe('every problem a person can meet', () => {
  const source = join(src, '../../src')
  const kOurs = ['notice.bad-json', 'notice.bad-request', 'office.bad-json', 'office.no-child'] // between our own processes
  const codes = ['api', 'followup', 'access', 'notice', 'office', 'form', 'duty', 'subtask', 'notify', 'leader'].flatMap((module) =>
    readdirSync(join(source, module))
      .filter((f) => f.endsWith('.cpp') && !f.endsWith('_test.cpp'))
      .flatMap((f) => [...readFileSync(join(source, module, f), 'utf8').matchAll(/failure\(ErrorCode::(\w+),\s*"([a-z.-]+)"/g)])
      .filter((m) => m[1] !== 'internal' && !kOurs.includes(m[2]))
      .map((m) => m[2]),
  )
  const named = ['notice.secret', 'notice.no-structure', 'office.empty', 'office.encoding', 'office.truncated', 'office.binary', 'office.too-large', 'http.body-too-large', 'pack.no-pack', 'pack.changed-meanwhile', 'pack.broken']
  it('has words for its code', () => {
    expect(codes.length).toBeGreaterThan(20)
    const mute = [...new Set([...codes, ...named])].filter((code) => !isKey(`problem.${code}`))
    expect(mute).toEqual([])
  })
})

describe('every remark of the reader', () => {
  it('has words for its code', () => {
    const source = join(src, '../../src')
    const codes = ['notice', 'office'].flatMap((module) =>
      readdirSync(join(source, module))
        .filter((f) => f.endsWith('.cpp') && !f.endsWith('_test.cpp'))
        .flatMap((f) => [...readFileSync(join(source, module, f), 'utf8').matchAll(/warn\(\s*"([a-z.-]+)"/g)])
        .map((m) => m[1]),
    )
    expect(codes.length).toBeGreaterThan(8)
    expect([...new Set(codes)].filter((code) => !isKey(`warn.${code}`))).toEqual([])
  })
})

describe('source files', () => {
  it('stay below 500 lines', () => {
    const long = files.filter((f) => readFileSync(join(src, f), 'utf8').split('\n').length > 500)
    expect(long).toEqual([])
  })
  it('name colours by token only', () => {
    const literal = files.filter((f) => f.endsWith('.vue') && /#[0-9a-fA-F]{3,8}\b(?=[^<]*<\/style>)|rgba?\(/.test(readFileSync(join(src, f), 'utf8')))
    expect(literal).toEqual([])
  })
})
