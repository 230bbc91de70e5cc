// SPDX-License-Identifier: Apache-2.0
// The book of a duty's reports by hand: who is wanting, rows put under another theme, a receipt recorded, both files taken
// along. The reports are those of the case of item 1.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { check, equal, finish, inspect, logIn, open, root, until } from './lib.mjs'

execFileSync(process.execPath, [join(root, 'tests/fifty/item_01.mjs')], { stdio: ['ignore', 'ignore', 'inherit'] })
const run = await open()
const { page } = run
const main = () => page.locator('.bar .btn.primary')
const dialog = page.locator('dialog')

await logIn(page, 'wangqiang', 'luoshi-demo-2011')
await page.waitForURL(/\/plans\/\d+/)
await page.getByRole('link', { name: '报送', exact: true }).click()
await page.getByRole('link', { name: '年度工作总结' }).click()
await page.getByRole('link', { name: '汇编', exact: true }).click()
await until(() => main().innerText(), '看报送情况', 'nothing is in yet: the next step is to see who has answered')
await inspect(page, 'compendium-empty')
await page.goBack()
await page.goBack()
await page.getByRole('link', { name: '“双转移”工作总结反思报告' }).click()
await page.getByRole('link', { name: '汇编', exact: true }).click()
await until(() => page.locator('h1').innerText(), '汇编 应报 21 个单位，已收录 19 个', 'how many are in')
equal(await page.locator('.units li').count(), 2, 'who is wanting')
await inspect(page, 'compendium')

console.log('a theme corrected')
const row = page.getByLabel('深圳市 第 1 行的主题')
await row.selectOption('环保')
await page.getByText('原归入“土地”').nth(1).waitFor()
check((await page.locator('h3').allInnerTexts()).some((text) => text.startsWith('环保 1 个单位')), 'it stands under its theme')

console.log('a row handed out as work')
await page.getByRole('button', { name: '交办 深圳市', exact: false }).first().click()
await dialog.getByLabel('属于哪项任务').waitFor()
check((await dialog.getByLabel('措施或批示原文').inputValue()) !== '', 'what stands in the row is there')
await dialog.getByLabel('事项').fill('补齐土地台账')
await dialog.getByLabel('完成时限').fill('2012-03-01')
await inspect(page, 'compendium-charge')
await dialog.locator('.btn.primary').click()
await page.getByText('已交办给深圳市。').waitFor()

console.log('received and passed on')
await page.locator('.rows li', { hasText: '深圳市' }).getByRole('button', { name: '登记收文' }).click()
await dialog.getByLabel('收到日期').fill('2011-12-10')
await inspect(page, 'compendium-receipt')
await dialog.locator('.btn.primary').click()
await dialog.waitFor({ state: 'detached' })
await page.locator('.rows li', { hasText: '深圳市' }).getByText('省委 12月10日', { exact: false }).waitFor()

console.log('taken along')
for (const [name, ending] of [['导出汇编（docx）', 'docx'], ['导出进度表（xlsx）', 'xlsx']]) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()])
  check(download.suggestedFilename().endsWith(`.${ending}`), download.suggestedFilename())
  equal(readFileSync(await download.path()).subarray(0, 2).toString(), 'PK', `${ending} is a file of its kind`)
}

await finish(run)
