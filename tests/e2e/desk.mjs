// SPDX-License-Identifier: Apache-2.0
// The desk beyond reports: many tasks signed for at once, milestones proposed and decided, what was done, what is told; and
// where news goes besides the inbox.
import { ask as askOf, become as becomeOf, check, equal, finish, inspect, logIn, open, until } from './lib.mjs'

const run = await open()
const { page } = run
const kPassword = 'luoshi-demo-2011'
const ask = (...a) => askOf(page, ...a)
const go = (path) => page.goto(new URL(path, page.url()).href)
const become = async (who) => {
  await becomeOf(page, who, kPassword)
  await go('/desk')
}
const group = (title) => page.locator('section.group', { has: page.getByRole('heading', { name: title }) })

await logIn(page, 'limin', kPassword)
await go('/desk')
console.log('signing')
await page.getByText(/签收 15 项任务/).waitFor()
await inspect(page, 'desk-todo')
await page.getByRole('button', { name: '去签收' }).click()
const dialog = page.getByRole('dialog', { name: '签收任务' })
equal(await dialog.locator('li').count(), 15, 'every task of the unit is listed')
await dialog.getByRole('checkbox').last().uncheck()
await inspect(page, 'desk-sign')
await dialog.getByRole('button', { name: '签收 14 项' }).click()
await page.getByText(/签收 1 项任务/).waitFor()
await page.getByRole('button', { name: '去签收' }).click()
await dialog.getByRole('button', { name: '签收 1 项' }).click()
await until(() => page.getByText(/签收 \d+ 项任务/).count(), 0, 'nothing is left to sign for')

console.log('milestones')
const lead = group('任务').locator('li')
await until(async () => (await lead.count()) > 3, true, 'what the unit leads waits for milestones')
const first = lead.first()
const item = /第(\d+)项/.exec(await first.innerText())[1]
const task = /tasks\/(\d+)/.exec(await first.locator('a').first().getAttribute('href'))[1]
const life = await page.evaluate(async (id) => { const r = await fetch(`/api/v1/tasks/${id}/life`); return { tag: r.headers.get('ETag'), offered: (await r.json()).offered } }, task)
check((await ask(`/tasks/${task}/milestones`, 'POST', { milestones: life.offered.map(({ title, due }) => ({ title, due })), words: '请批准' }, { 'If-Match': life.tag })).status < 300, 'the unit proposes what the pack offers')
await become('wangqiang')
await page.locator('.next', { hasText: `第${item}项` }).waitFor()
check((await page.locator('.next').innerText()).includes('等批复'), 'where nothing else waits it is the next step of the office')
await inspect(page, 'desk-office')

console.log('done, to read, read')
await become('limin')
await page.getByRole('link', { name: /^已办/ }).click()
await until(async () => (await page.locator('.main > .rows li').count()) >= 15, true, 'what was done is listed, each once')
equal((await page.locator('.main > .rows li').first().locator('.did').innerText()).trim(), '提出节点', 'with the last act')
await inspect(page, 'desk-done')
await page.getByRole('link', { name: /^待阅/ }).click()
await until(async () => (await page.locator('.main > .rows li').count()) > 0, true, 'messages to read')
await inspect(page, 'desk-unread')
const told = await page.locator('.main > .rows li').count()
await page.locator('.main > .rows li button').first().click()
await page.waitForURL((url) => url.pathname !== '/desk')
await go('/desk?tab=read')
await until(() => page.locator('.main > .rows li').count(), 1, `one of ${told} was read`)
await go('/desk?tab=unread')
await until(() => page.locator('.main > .rows li').count(), told - 1, 'and is no longer to read')

console.log('where news goes')
await page.getByRole('link', { name: '订阅日历（ICS）' }).click()
await page.locator('[name=mail]').fill('limin@example.org')
await page.getByRole('button', { name: '保存' }).click()
await page.getByText('已保存。').waitFor()
await page.getByRole('button', { name: '生成地址' }).click()
const address = await page.locator('[name=feed]').inputValue()
check((await page.evaluate(async (url) => (await fetch(url)).text(), address)).startsWith('BEGIN:VCALENDAR'), 'the address answers a calendar')
await inspect(page, 'account-news')
await page.getByRole('button', { name: '停用' }).click()
await page.getByRole('button', { name: '生成地址' }).waitFor()
equal((await page.evaluate(async (url) => (await fetch(url)).status, address)), 404, 'an ended address answers nothing')
run.faults.splice(0, run.faults.length, ...run.faults.filter((one) => !/feeds\/.* 404/.test(one)))
await finish(run)
