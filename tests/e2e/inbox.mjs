// SPDX-License-Identifier: Apache-2.0
// On a fresh demo server: the bell, the drawer with a note about one's own address, reading one and reading all.
import { check, equal, finish, inspect, logIn, open, until } from './lib.mjs'

const run = await open()
const { page } = run
await logIn(page, 'wangqiang', 'luoshi-demo-2011')
await page.waitForURL(/\/plans\/\d+/)

const changeMail = (mail) =>
  page.evaluate(async (address) => {
    const csrf = decodeURIComponent(/luoshi_csrf=([^;]*)/.exec(document.cookie)[1])
    const answer = await fetch('/api/v1/me/mail', { method: 'PUT', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf }, body: JSON.stringify({ mail: address }) })
    return answer.status
  }, mail)
const bell = page.locator('button.bell')
const drawer = page.locator('dialog.drawer')

console.log('empty')
await bell.click()
await drawer.getByText('还没有消息。').waitFor()
await inspect(page, 'inbox-empty')
await page.keyboard.press('Escape')
await drawer.waitFor({ state: 'detached' })

console.log('messages')
for (const name of ['a', 'b', 'c']) equal(await changeMail(`${name}@example.gov.cn`), 200, 'the address is kept')
await page.reload()
await until(() => bell.locator('.count').innerText(), '3', 'the bell counts')
await bell.click()
await drawer.locator('li').nth(2).waitFor()
check((await drawer.locator('li').first().innerText()).includes('c@example.gov.cn'), 'the newest stands first')
equal(Math.round((await drawer.boundingBox()).width), 400, 'the drawer is 400 px wide')
await inspect(page, 'inbox')
await drawer.locator('li button').first().click()
await drawer.waitFor({ state: 'detached' })
await until(() => bell.locator('.count').innerText(), '2', 'an opened message is read')
await bell.click()
await drawer.getByRole('checkbox').check()
await until(() => drawer.locator('li').count(), 2, 'unread only')
await drawer.getByRole('button', { name: '全部标为已读' }).click()
await drawer.getByText('没有未读消息。').waitFor()
equal(await bell.locator('.count').count(), 0, 'nothing is left to count')

await finish(run)
