// SPDX-License-Identifier: Apache-2.0
// Files that must be refused: each says in words what happened and what to do, and leaves nothing behind.
// Runs on a demo server.
import { base, check, equal, finish, inspect, logIn, open } from './lib.mjs'

const run = await open([/^POST \/api\/v1\/imports (413|415|422)$/, /^POST \/api\/v1\/session (401|429)$/])
const { page } = run
const text = (s) => Buffer.from(s, 'utf8')
const kSecret = '机密★5年\n\n某省人民政府办公厅文件\n\n某政办〔2011〕1号\n\n关于印发重点工作分工方案的通知\n\n一、总体要求\n\n1. 开展检查。（省财政厅负责）\n\n2. 完成总结。（省教育厅牵头）\n'
const kNovel = '那天清晨，河面上起了雾。老人划着船，谁也不等。\n'.repeat(200)
const kCases = [
  { name: 'secret', file: text(kSecret), zh: '标有密级', en: 'secrecy mark' },
  { name: 'novel', file: text(kNovel), zh: '不是任务分工方案', en: 'does not seem to be' },
  { name: 'empty', file: Buffer.alloc(0), zh: '文件是空的', en: 'file is empty' },
  { name: 'binary', file: Buffer.from([0x50, 0x4b, 3, 4, ...Array.from({ length: 4000 }, (_, n) => (n * 37) % 256)]), zh: '读不了这种文件', en: 'this kind of file is not read' },
  { name: 'too-large', file: Buffer.alloc(10_500_000, 0x61), zh: '文件超过', en: 'file exceeds' },
]

console.log('a wrong password')
await page.goto(`${base}/login`)
await page.fill('[name=username]', 'zhouning')
await page.fill('[name=password]', 'wrong-password')
await page.click('form .btn.primary')
await page.getByText('用户名或密码不对').waitFor()
await inspect(page, 'wrong-password')

await logIn(page, 'wangqiang', 'luoshi-demo-2011')
await page.goto(`${base}/files`)
await page.locator('h1').waitFor()
await page.waitForLoadState('networkidle')
const before = await page.locator('tbody tr').count()

for (const one of kCases) {
  console.log(`refused: ${one.name}`)
  await page.goto(`${base}/files/import`)
  await page.setInputFiles('input[type=file]', { name: `${one.name}.txt`, mimeType: 'text/plain', buffer: one.file })
  const box = page.locator('.problem')
  await box.waitFor()
  const words = await box.innerText()
  check(words.includes(one.zh) && words.includes('没有导入'), `says “${words.split('\n')[0]}”`)
  await page.locator('.lang').click()
  await page.waitForFunction(() => document.documentElement.lang === 'en')
  check((await box.innerText()).includes(one.en), `and in English “${(await box.innerText()).split('\n')[0]}”`)
  await page.locator('.lang').click()
  await inspect(page, `refused-${one.name}`)
}

console.log('pasted words that are no notice')
await page.goto(`${base}/files/import`)
await page.getByRole('button', { name: '粘贴文字' }).click()
await page.fill('#pasted', kNovel)
await page.locator('form .btn.primary').click()
await page.locator('.problem').waitFor()
check((await page.locator('.problem').innerText()).includes('不是任务分工方案'), 'pasted words are refused alike')
equal((await page.inputValue('#pasted')).length, kNovel.length, 'what was pasted is still there')
await inspect(page, 'paste')

await page.goto(`${base}/files`)
await page.locator('h1').waitFor()
await page.waitForLoadState('networkidle')
equal(await page.locator('tbody tr').count(), before, 'nothing refused was kept')
await finish(run)
