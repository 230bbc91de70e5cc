// SPDX-License-Identifier: Apache-2.0
// A report through its life in the pages: from the desk typed, sent on, signed on paper, handed in; returned with a
// remark by the office, corrected, handed in again, accepted. What is typed is saved without being asked to.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { check, equal, finish, inspect, logIn, open, shots, until } from './lib.mjs'

const run = await open([/paper-signature 409/])
const { page } = run
const kPassword = 'luoshi-demo-2011'
const ask = (path, method = 'GET', body, headers = {}) =>
  page.evaluate(
    async ([where, how, what, more]) => {
      const csrf = decodeURIComponent(/luoshi_csrf=([^;]*)/.exec(document.cookie)[1])
      const answer = await fetch(`/api/v1${where}`, { method: how, headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf, ...more }, body: what && JSON.stringify(what) })
      const text = await answer.text()
      return { status: answer.status, body: text ? JSON.parse(text) : null }
    },
    [path, method, body, headers],
  )
const main = () => page.locator('.bar .btn.primary')
const button = (name) => page.locator('.bar').getByRole('button', { name, exact: true })
const inDialog = (name) => page.locator('dialog').getByRole('button', { name, exact: true })
async function become(username) {
  await ask('/session', 'DELETE')
  await page.goto(new URL('/login', page.url()).href)
  await logIn(page, username, kPassword)
  await page.waitForURL((url) => !String(url).includes('login'))
}

console.log('desk')
await logIn(page, 'limin', kPassword)
await page.waitForURL(/\/plans\/\d+/)
await page.getByRole('link', { name: '工作台' }).click()
await page.getByRole('heading', { name: /^待办/ }).waitFor()
check((await page.locator('.next').innerText()).includes('落实情况和下一步措施报告'), 'what is due first is the next step')
equal(await page.locator('.btn.primary').count(), 1, 'one filled button')
await inspect(page, 'desk')
await page.locator('.next .btn.primary').click()
await page.waitForURL(/\/dues\/\d+/)
const id = /dues\/(\d+)/.exec(page.url())[1]
const url = page.url()

console.log('saved as typed')
await page.locator('[data-field="落实情况"]').waitFor()
await inspect(page, 'due-open')
const before = (await ask(`/dues/${id}`)).body
const rows = before.values.落实情况
check(rows.length > 5 && rows.every((row) => row.项号), 'a row for each item of the unit')
const filled = { 落实情况: rows.map((row) => ({ ...row, 进展: '推进中', 已做工作: '已制定工作计划并分解到处室，按月调度。' })), 推进措施: [{ 对应项号: rows[0].项号, 措施: '按季度检查落实情况', 时限: '2012-03-31', 承办处室: '综合处' }] }
const saved = await ask(`/dues/${id}/content`, 'PUT', { values: filled, reasons: {} }, { 'If-Match': '"0"' })
equal(saved.status, 200, `saving: ${JSON.stringify(saved.body).slice(0, 200)}`)
await page.goto(url)
await until(() => button('送签').count(), 1, 'a draft can be handed on')
await page.locator('[data-field="推进措施"] tr[data-r="0"] [data-c="1"]').click()
await page.keyboard.press('F2')
await page.keyboard.press('Control+a')
await page.keyboard.type('按月检查落实情况')
await page.keyboard.press('Enter')
await until(async () => (await ask(`/dues/${id}`)).body.values.推进措施[0].措施, '按月检查落实情况', 'what is typed is saved')
await page.getByText(/^已保存/).waitFor()
const original = join(shots, '报告原件.pdf')
writeFileSync(original, `%PDF-1.4\n${'x'.repeat(200_000)}\n%%EOF\n`)
await page.locator('[data-field="报告原件"] input[type=file]').setInputFiles(original)
await until(async () => (await ask(`/dues/${id}`)).body.values.报告原件?.map((file) => [file.name, file.size, file.digest.length]), [['报告原件.pdf', 200_016, 64]], 'an attachment is stored and named by its digest')
equal(await page.evaluate(async (href) => (await (await fetch(href)).text()).length, await page.locator('[data-field="报告原件"] a').getAttribute('href')), 200_016, 'and comes back whole')
await inspect(page, 'due-drafted')

console.log('signed on paper')
const code = (await ask(`/dues/${id}`)).body.check_code
const scan = join(shots, 'scan.pdf')
writeFileSync(scan, '%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n')
const wrong = code === 'AAAA' ? 'BBBB' : 'AAAA'
await button('上传签字件').click()
await page.locator('dialog input[type=file]').setInputFiles(scan)
await page.getByLabel('扫描件下方的校验码').fill(wrong)
await page.getByLabel('签发人').fill('孙厅')
await inDialog('上传签字件').click()
await page.locator('dialog [role=alert]').waitFor()
check((await page.locator('dialog [role=alert]').innerText()).includes(code), 'a wrong code is refused with both')
await inspect(page, 'due-wrong-code')
await page.getByLabel('扫描件下方的校验码').fill(code)
await inDialog('上传签字件').click()
await page.locator('dialog').waitFor({ state: 'detached' })
await until(() => main().innerText(), '报送', 'what is signed can be handed in')
await main().click()
await inDialog('报送').click()
await until(async () => (await ask(`/dues/${id}`)).body.due.state, 'submitted', 'it is handed in')

console.log('returned with a remark')
await become('wangqiang')
await page.goto(new URL('/desk', url).href)
await page.locator('.next .btn.primary').click()
await page.waitForURL(/\/dues\/\d+/)
equal(/dues\/(\d+)/.exec(page.url())[1], id, 'the office reviews it next')
await until(() => main().innerText(), '审核通过', 'without a remark it may be accepted')
await inspect(page, 'due-review')
await page.evaluate(() => {
  const cell = [...document.querySelectorAll('[data-field="推进措施"] td span')].find((one) => one.textContent === '按月检查落实情况')
  const range = document.createRange()
  range.setStart(cell.firstChild, 1)
  range.setEnd(cell.firstChild, 4)
  window.getSelection().removeAllRanges()
  window.getSelection().addRange(range)
})
await button('提意见').click()
equal(await page.locator('dialog blockquote').innerText(), '月检查', 'the remark stands at the passage selected')
await page.getByLabel('意见', { exact: true }).fill('请写明责任人')
await inDialog('提意见').click()
await until(() => main().innerText(), '退回补正', 'with one it goes back')
const [remark] = (await ask(`/dues/${id}`)).body.remarks
equal([remark.field, remark.column, remark.passage, remark.quote], ['推进措施', '措施', [1, 4], '月检查'], 'field, column and characters are kept')
await main().click()
await inDialog('退回补正').click()
await until(async () => (await ask(`/dues/${id}`)).body.due.state, 'returned', 'it is returned')

console.log('corrected and accepted')
await become('limin')
await page.goto(url)
await page.getByText('请写明责任人').waitFor()
const news = (await ask('/inbox')).body.items
check(news.some((one) => one.kind === 'returned' && one.link === `/dues/${id}`), 'the inbox tells of it')
await inspect(page, 'due-returned')
await page.getByRole('button', { name: '标为已改' }).click()
await page.getByText(/^已改 李敏/).waitFor()
const again = (await ask(`/dues/${id}`)).body.check_code
await button('上传签字件').click()
await page.locator('dialog input[type=file]').setInputFiles(scan)
await page.getByLabel('扫描件下方的校验码').fill(again)
await page.getByLabel('签发人').fill('孙厅')
await inDialog('上传签字件').click()
await until(() => main().innerText(), '报送', 'signed again')
await main().click()
await inDialog('报送').click()
await until(async () => (await ask(`/dues/${id}`)).body.due.state, 'submitted', 'handed in again')
await become('wangqiang')
await page.goto(url)
await until(() => main().innerText(), '审核通过', 'the remark is settled')
await main().click()
await inDialog('审核通过').click()
await until(async () => (await ask(`/dues/${id}`)).body.due.state, 'accepted', 'it is accepted')
await until(() => main().count(), 0, 'nothing more is to be done')
await inspect(page, 'due-accepted')

await finish(run)
