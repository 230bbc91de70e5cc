// SPDX-License-Identifier: Apache-2.0
// What a browser calls itself, in plain words: "Windows 上的 Chrome 120".
import { t } from '@/words'

// Order matters: Edge and 360 say Chrome too, Chrome says Safari.
const kBrowsers: [RegExp, string][] = [
  [/Edg(?:e|A|iOS)?\/(\d+)/, 'Edge'],
  [/QIHU|360SE|360EE/, '360'],
  [/MicroMessenger\/(\d+)/, 'WeChat'],
  [/QQBrowser\/(\d+)/, 'QQ'],
  [/Firefox\/(\d+)/, 'Firefox'],
  [/(?:Headless)?Chrome\/(\d+)/, 'Chrome'],
  [/Version\/(\d+).*Safari\//, 'Safari'],
  [/(?:MSIE |Trident\/.*rv:)(\d+)/, 'Internet Explorer'],
]
const kSystems: [RegExp, string][] = [
  [/HarmonyOS/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/UOS|Kylin/i, 'Linux (UOS / Kylin)'],
  [/Linux/, 'Linux'],
]

export function agentWords(agent: string): string {
  const browser = kBrowsers.map(([sign, name]) => [sign.exec(agent), name] as const).find(([found]) => found)
  if (!browser) return agent.slice(0, 40) || t('account.agent-unknown')
  const name = browser[0]![1] ? `${browser[1]} ${browser[0]![1]}` : browser[1]
  const system = kSystems.find(([sign]) => sign.test(agent))?.[1]
  return system ? t('account.agent-on', { system, browser: name }) : name
}
