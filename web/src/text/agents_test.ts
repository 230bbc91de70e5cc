// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { agentWords } from './agents'

describe('a browser in plain words', () => {
  it('is named with its system, the most particular name first', () => {
    const chrome = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36'
    expect(agentWords(chrome)).toBe('Windows 上的 Chrome 120')
    expect(agentWords(`${chrome} Edg/121.0`)).toBe('Windows 上的 Edge 121')
    expect(agentWords('Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0')).toBe('Linux 上的 Firefox 128')
    expect(agentWords('Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile/15E148 Safari/604.1')).toBe('iOS 上的 Safari 17')
  })
  it('is shown as it is, or said not to be known', () => {
    expect(agentWords('curl/8.0')).toBe('curl/8.0')
    expect(agentWords('')).toBe('不明的程序')
  })
})
