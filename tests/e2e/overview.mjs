// SPDX-License-Identifier: Apache-2.0
// How a plan stands: lights by section and unit that lead to their tasks, what is late and with whom it lies, what comes
// next; the office sees all, a unit itself.
import { ask as askOf, become as becomeOf, check, equal, finish, inspect, logIn, open, until } from './lib.mjs'

const run = await open()
const { page } = run
const kPassword = 'luoshi-demo-2011'
const ask = (...a) => askOf(page, ...a)
const box = (title) => page.locator('.box', { has: page.getByRole('heading', { name: title }) })
const overview = async () => {
  await page.getByRole('link', { name: '总览' }).click()
  await page.getByRole('heading', { name: '总览' }).waitFor()
}

await logIn(page, 'wangqiang', kPassword)
await page.waitForURL(/\/plans\/\d+/)
await overview()
equal(await box('按部分').locator('.bars li').count(), 6, 'six sections')
check((await box('未来 30 天').innerText()).includes('49 个单位'), 'what is due next, and of how many')
equal(await box('卡在谁手里').innerText(), '卡在谁手里\n\n没有逾期未报的。', 'nothing is late yet')
await inspect(page, 'overview')

console.log('late')
await ask('/system/business-date', 'PUT', { date: '2011-11-18' })
await page.reload()
await until(() => box('卡在谁手里').locator('li').count(), 12, 'the longest waiting first')
check((await box('卡在谁手里').innerText()).includes('另有 37 件'), 'and how many more')
check((await box('卡在谁手里').locator('li').first().innerText()).includes('逾期 3 个工作日'), 'by how much')
await inspect(page, 'overview-late')
await page.getByRole('button', { name: '表', exact: true }).click()
await inspect(page, 'overview-table')

console.log('down to the tasks')
const cell = box('按部分').locator('tbody tr').nth(2).locator('td a').first()
const wanted = Number(await cell.innerText())
await cell.click()
await page.waitForURL(/section=.*light=|light=.*section=/)
await until(() => page.locator('.head').innerText().then((text) => text.includes(String(wanted))), true, 'a figure leads to its tasks')

console.log('a task shows what is reported for it')
const plan = /plans\/(\d+)/.exec(page.url())[1]
const task = await page.evaluate(async (id) => (await (await fetch(`/api/v1/plans/${id}/tasks?limit=100`)).json()).items.find((one) => one.number === '2').id, plan)
await page.goto(new URL(`/tasks/${task}`, page.url()).href)
await until(() => box('报送').locator('li').count(), 2, 'the plan and the summary of the year')
check((await box('报送').innerText()).includes('0 / 27 个单位已报'), 'and how many units have reported')

console.log('a unit sees itself')
await becomeOf(page, 'limin', kPassword)
await page.waitForURL(/\/plans\/\d+/)
await overview()
equal(await box('按单位').locator('.bars li').count(), 1, 'its own line')
await until(() => box('卡在谁手里').locator('li').count(), 1, 'its own late report')
await finish(run)
