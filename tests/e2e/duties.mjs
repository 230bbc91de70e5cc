// SPDX-License-Identifier: Apache-2.0
// The office's side of reports: what units are asked for, a date set, what it costs, issued; who has answered.
import { check, equal, finish, inspect, logIn, open, until } from './lib.mjs'

const run = await open()
const { page } = run
const main = () => page.locator('.bar .btn.primary')
const dialog = page.locator('dialog')

await logIn(page, 'wangqiang', 'luoshi-demo-2011')
await page.waitForURL(/\/plans\/\d+/)
await page.getByRole('link', { name: '报送', exact: true }).click()
await until(() => page.locator('tbody tr').count(), 5, 'the duties of the pack are listed')
await inspect(page, 'duties')

console.log('a date, the cost, issued')
await page.getByRole('link', { name: '年度倾斜扶持计划' }).click()
await page.waitForURL(/\/duties\/\d+/)
await until(() => main().innerText(), '定时限', 'what has no date gets one first')
await main().click()
await dialog.locator('input[type=date]').fill('2012-03-30')
await dialog.getByRole('checkbox').check()
await dialog.locator('.btn.primary').click()
await dialog.waitFor({ state: 'detached' })
await until(() => main().innerText(), '下达', 'then it can be issued')
check((await page.locator('.page').innerText()).includes('6 个单位'), 'its cost is told before')
await inspect(page, 'duty-draft')
await main().click()
await inspect(page, 'duty-issue')
await dialog.locator('.btn.primary').click()
await dialog.waitFor({ state: 'detached' })
await until(() => page.locator('.board tbody tr').count(), 6, 'six units owe it')
check((await page.locator('.bar').innerText()).includes('每年3月30日'), 'every year on that day')
await inspect(page, 'duty-board')
await page.getByRole('link', { name: '省财政厅' }).click()
await page.waitForURL(/\/dues\/\d+/)

console.log('stopped')
await page.goBack()
await page.getByRole('button', { name: '停止' }).click()
equal(await dialog.locator('.btn.primary').isDisabled(), true, 'stopping needs a reason')
await dialog.locator('textarea').fill('并入年度总结')
await dialog.locator('.btn.primary').click()
await dialog.waitFor({ state: 'detached' })
await page.getByText('并入年度总结').waitFor()
await until(() => page.locator('.board tbody td:nth-child(2)').allInnerTexts(), Array(6).fill('取消'), 'what nobody began is cancelled')
await until(() => page.locator('.board .line').innerText(), '0 / 0 个单位已报', 'who is no longer asked has not reported')

await finish(run)
