// SPDX-License-Identifier: Apache-2.0
// Supervision by hand: the office drafts from what lies too long, a level above the rank is greyed with its reason, nothing
// leaves before it is approved by name; the addressee is told, asks for a review, answers; the office rules and closes.
import { check, equal, finish, inspect, logIn, open, until } from './lib.mjs'

const run = await open()
const { page } = run
const kPassword = 'luoshi-demo-2011'
const ask = (path, method = 'GET', body) =>
  page.evaluate(
    async ([where, how, what]) => {
      const csrf = decodeURIComponent(/luoshi_csrf=([^;]*)/.exec(document.cookie)[1])
      const answer = await fetch(`/api/v1${where}`, { method: how, headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf }, body: what && JSON.stringify(what) })
      const text = await answer.text()
      return text ? JSON.parse(text) : null
    },
    [path, method, body],
  )
const main = () => page.locator('.bar .btn.primary')
const button = (name) => page.locator('.bar').getByRole('button', { name, exact: true })
const dialog = page.locator('dialog')
async function become(username) {
  await ask('/session', 'DELETE')
  await page.goto(new URL('/login', page.url()).href)
  await logIn(page, username, kPassword)
  await page.waitForURL(/\/plans\/\d+/)
}
async function said(words) {
  await dialog.getByLabel('说明').fill(words)
  await dialog.locator('.btn.primary').click()
  await dialog.waitFor({ state: 'detached' })
}

await logIn(page, 'wangqiang', kPassword)
await page.waitForURL(/\/plans\/\d+/)
const plan = /plans\/(\d+)/.exec(page.url())[1]
await page.goto(new URL(`/plans/${plan}/supervision`, page.url()).href)
await page.getByText('还没有督办').waitFor()
await inspect(page, 'supervision-none')
await ask('/system/business-date', 'PUT', { date: '2011-11-18' })

console.log('a department gets a letter')
const late = (await ask(`/dues?plan=${plan}&late=true&limit=500`)).items
const of = (name) => late.find((due) => due.unit.short_name === name)
await page.goto(new URL(`/supervision/new?kind=due&about=${of('省人社厅').id}`, page.url()).href)
await page.waitForURL(/\/supervision\/\d+/)
const url = page.url()
await until(() => page.locator('.off').count(), 3, 'what directs may not go to a body of the same rank')
check((await page.locator('.off').first().innerText()).includes('平级单位用函'), 'and the reason is told')
check((await page.locator('.notice').innerText()) === '草稿，未送出', 'it says that nothing has left')
check((await page.locator('.left').innerText()).includes('逾期 3 个工作日'), 'the facts are filled in')
await inspect(page, 'supervision-draft')
await page.getByLabel('稿件').locator('textarea, :scope').last().fill('请于十一月二十五日前报送落实情况报告。')
await button('保存').click()
await until(() => button('保存').count(), 0, 'what was written is saved')
await page.getByText('正文有改动').waitFor()

console.log('nothing leaves before it is approved')
await become('limin')
await page.goto(new URL(`/plans/${plan}/supervision`, url).href)
await page.getByText('没有发给本单位的督办。').waitFor()
await become('wangqiang')
await page.goto(url)
await until(() => main().innerText(), '送批', 'the next step')
await main().click()
await until(() => main().innerText(), '批准签发', 'it waits for its approval')
await main().click()
equal(await dialog.locator('.btn.primary').isDisabled(), true, 'somebody approves by name')
await dialog.getByLabel('批准人').fill('林某')
await dialog.getByLabel('职务').fill('副主任')
await inspect(page, 'supervision-approve')
await dialog.locator('.btn.primary').click()
await dialog.waitFor({ state: 'detached' })
await until(() => page.locator('h1').innerText().then((text) => /督函〔2011〕1号/.test(text)), true, 'it has its number')

console.log('the addressee')
await become('limin')
check((await ask('/inbox')).items.some((one) => one.title.includes('提醒函')), 'its people are told')
await page.goto(new URL(`/plans/${plan}/supervision`, url).href)
await page.getByRole('link', { name: /督函〔2011〕1号/ }).click()
await until(() => main().innerText(), '答复', 'it answers')
await button('申请复核').click()
await said('报告已于十一月十四日寄出，请核对收文。')
await main().click()
await said('已补寄一份。')
await page.getByText('已补寄一份。').waitFor()
await inspect(page, 'supervision-answered')

console.log('the office rules and closes')
await become('wangqiang')
await page.goto(url)
await until(() => main().innerText(), '维持', 'a review waits for a ruling')
await main().click()
await said('收文登记没有这份报告。')
await until(() => main().innerText(), '了结', 'then it can be closed')
await main().click()
await said('已收到。')
await page.getByText('已了结').waitFor()

console.log('a city may be directed, not in the name of the office')
await page.goto(new URL(`/supervision/new?kind=due&about=${of('广州市').id}`, url).href)
await page.waitForURL(/\/supervision\/\d+/)
await page.getByRole('radio', { name: /督办通知单/ }).check()
equal(await page.getByLabel('以谁的名义').inputValue(), 'general-office', 'the general office is asked to send it')
await main().click()
await until(() => main().innerText(), '批准签发', 'sent for approval as 督办通知单')
check((await page.locator('h1').innerText()).includes('督办通知单'), 'the paper is a notice')
await inspect(page, 'supervision-city')
await finish(run)
