// SPDX-License-Identifier: Apache-2.0
// Two people on one draft: what the second typed is merged with what the first saved, and nothing is lost on the way.
// Then the report is returned with a remark and handed in again, and the office sees what changed.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ask as askOf, become as becomeOf, check, equal, finish, inspect, logIn, open, shots, until } from './lib.mjs'

const kPassword = 'luoshi-demo-2011'
const run = await open([/content 412/])
const { page } = run
const ask = (...a) => askOf(page, ...a)
const become = (username) => becomeOf(page, username, kPassword)
const main = () => page.locator('.bar .btn.primary')
const button = (name) => page.locator('.bar').getByRole('button', { name, exact: true })
const inDialog = (name) => page.locator('dialog').getByRole('button', { name, exact: true })
const pieces = () => page.locator('.piece')

console.log('two people')
await logIn(page, 'limin', kPassword)
const unit = (await ask('/session')).body.person.unit.id
await become('admin')
equal((await ask('/people', 'POST', { username: 'zhouban', name: '周办', role: 'drafter', unit_id: unit, password: 'first-word-2011' })).status, 201, 'a second drafter')
const other = await open()
await logIn(other.page, 'zhouban', 'first-word-2011')
await other.page.waitForURL(/password/)
equal((await askOf(other.page, '/session/password', 'PUT', { current: 'first-word-2011', new: kPassword })).status, 204, 'sets a password')
await become('limin')
await page.goto(new URL('/desk', page.url()).href)
await page.locator('.next .btn.primary').click()
await page.waitForURL(/\/dues\/\d+/)
const url = page.url()
const id = /dues\/(\d+)/.exec(url)[1]
const due = async () => (await ask(`/dues/${id}`)).body
const rows = (await due()).values.落实情况
const filled = {
  落实情况: rows.map((row) => ({ ...row, 进展: '推进中', 已做工作: '已制定工作计划并分解到处室，按月调度。' })),
  推进措施: [{ 对应项号: rows[0].项号, 措施: '按季度检查落实情况', 时限: '2012-03-31', 承办处室: '综合处' }],
}
equal((await ask(`/dues/${id}/content`, 'PUT', { values: filled, reasons: {} }, { 'If-Match': '"0"' })).status, 200, 'a draft stands')
await page.goto(url)
await page.locator('[data-field="推进措施"] tr[data-r="0"]').waitFor()

console.log('both write')
// What the other saves goes on from what stands there.
async function otherSaves(change) {
  const { values, reasons, revision } = (await askOf(other.page, `/dues/${id}`)).body
  change(values)
  equal((await askOf(other.page, `/dues/${id}/content`, 'PUT', { values, reasons }, { 'If-Match': `"${revision}"` })).status, 200, '周办 saves')
}
await other.page.goto(url)
await otherSaves((values) => {
  values.推进措施[0].措施 = '按季度检查落实情况，并通报'
  values.落实情况[1].已做工作 = '已与财政部门会商，按月调度。'
})
await page.locator('[data-field="推进措施"] tr[data-r="0"] [data-c="1"]').click()
await page.keyboard.press('F2')
await page.keyboard.press('Control+a')
await page.keyboard.type('按月检查落实情况')
await page.keyboard.press('Tab')
await page.keyboard.type('2012-04-30')
await page.keyboard.press('Enter')
await page.getByText('还有 1 处没有定').waitFor()
equal(await pieces().count(), 2, 'what the other changed is listed passage by passage')
equal(await page.locator('.piece.open').count(), 1, 'where both wrote is to be decided')
check((await page.locator('.merge .head').innerText()).includes('只有您改的 1 处照留'), 'what only I changed is counted')
check((await page.locator('.told').innerText()).includes('周办'), 'the page says who')
check(await page.getByRole('button', { name: '保存合并后的稿' }).isDisabled(), 'nothing is saved before all is decided')
const clash = page.locator('.piece', { hasText: '并通报' })
check((await clash.locator('ins').allInnerTexts()).some((text) => text.includes('并通报')), 'inserted words are marked')
await page.keyboard.press('n')
check(await pieces().first().evaluate((one) => one === document.activeElement), 'N steps to the first place')
await inspect(page, 'merge')

console.log('left meanwhile')
await page.getByRole('link', { name: '工作台' }).first().click()
await page.waitForURL(/\/desk/)
await page.goBack()
await page.getByText('还有 1 处没有定').waitFor()
await clash.getByRole('radio', { name: '另写' }).check()
await clash.locator('textarea').fill('按月检查落实情况，并通报')
await page.getByText('都定下来了，可以保存').waitFor()
page.once('dialog', (one) => one.accept())
await page.reload()
await page.getByText('都定下来了，可以保存').waitFor()
equal(await clash.locator('textarea').inputValue(), '按月检查落实情况，并通报', 'what was decided stands after loading the page anew')
equal((await due()).saved_by, '周办', 'and nothing went out yet')

console.log('a third save in between')
await otherSaves((values) => (values.推进措施[0].承办处室 = '办公室'))
await page.getByRole('button', { name: '保存合并后的稿' }).click()
await page.getByText('只有您改的').waitFor()
await until(() => pieces().count(), 1, 'what came in between is shown, the rest is decided')
check((await pieces().first().innerText()).includes('办公室'), 'it is what the other just saved')
await page.getByRole('button', { name: '保存合并后的稿' }).click()
await page.getByText('已合并保存').waitFor()
const merged = await due()
equal([merged.saved_by, Object.entries(merged.values.推进措施[0]).sort().flat().join(), merged.values.落实情况[1].已做工作], ['李敏', Object.entries({ 对应项号: rows[0].项号, 措施: '按月检查落实情况，并通报', 时限: '2012-04-30', 承办处室: '办公室' }).sort().flat().join(), '已与财政部门会商，按月调度。'], 'all that both wrote stands')
equal(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('luoshi.merge')).length), 0, 'nothing is kept in the tab any more')
equal(await page.locator('.merge').count(), 0, 'the form is back')

console.log('dropped')
await otherSaves((values) => (values.推进措施[0].措施 = '按周检查'))
await page.locator('[data-field="推进措施"] tr[data-r="0"] [data-c="1"]').click()
await page.keyboard.press('F2')
await page.keyboard.type('！')
await page.keyboard.press('Enter')
await page.getByText('还有 1 处没有定').waitFor()
await page.getByRole('button', { name: '放弃我的改动' }).click()
await page.getByRole('button', { name: '放弃', exact: true }).click()
await page.locator('.merge').waitFor({ state: 'detached' })
await until(() => page.locator('[data-field="推进措施"] tr[data-r="0"] [data-c="1"]').inputValue(), '按周检查', 'the other’s draft stands')

console.log('handed in, returned, handed in again')
const scan = join(shots, 'scan.pdf')
writeFileSync(scan, '%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n')
async function handIn() {
  await page.goto(url)
  await button('上传签字件').click()
  await page.locator('dialog input[type=file]').setInputFiles(scan)
  await page.getByLabel('扫描件下方的校验码').fill((await due()).check_code)
  await page.getByLabel('签发人').fill('孙厅')
  await inDialog('上传签字件').click()
  await until(() => main().innerText(), '报送', 'signed')
  await main().click()
  await inDialog('报送').click()
  await until(async () => (await due()).due.state, 'submitted', 'handed in')
}
await handIn()
await become('wangqiang')
await page.goto(url)
await until(() => main().innerText(), '审核通过', 'the office reads it')
equal(await page.getByRole('link', { name: '看改了什么' }).count(), 0, 'nothing was returned yet')
const remark = (body) => ask(`/dues/${id}/remarks`, 'POST', body)
equal((await remark({ field: '推进措施', row: '1', column: '措施', words: '请写明责任人', must: true })).status < 300, true, 'a remark on a measure')
equal((await remark({ field: '落实情况', row: rows[2].项号, column: '已做工作', words: '请补充数据', must: false })).status < 300, true, 'and one on a row')
await page.reload()
await main().click()
await inDialog('退回补正').click()
await until(async () => (await due()).due.state, 'returned', 'returned')
await become('limin')
const back = await due()
back.values.推进措施[0].措施 = '按周检查，由王处长负责'
back.values.推进措施.push({ 对应项号: rows[1].项号, 措施: '建立台账', 时限: '2012-06-30', 承办处室: '综合处' })
equal((await ask(`/dues/${id}/content`, 'PUT', { values: back.values, reasons: back.reasons }, { 'If-Match': `"${back.revision}"` })).status, 200, 'corrected')
for (const one of back.remarks) await ask(`/remarks/${one.id}/settlement`, 'POST', {})
await handIn()

console.log('the office sees what changed')
await become('wangqiang')
await page.goto(url)
await page.getByRole('link', { name: '看改了什么' }).waitFor()
await inspect(page, 'due-again')
await page.getByRole('link', { name: '看改了什么' }).click()
await page.waitForURL(/versions\?from=1&to=2/)
await page.getByText('2 处差别').waitFor()
const changes = page.locator('[data-step]')
equal(await changes.count(), 2, 'a changed cell and a new row')
check((await changes.first().innerText()).includes('请写明责任人'), 'the remark stands beside what it asked for')
equal(await changes.first().locator('ins').allTextContents(), ['新增：，由王处长负责'], 'the words that came are marked')
check((await page.locator('.unmet').innerText()).includes('请补充数据'), 'a remark on what did not change is told apart')
for (const [key, at] of [['n', 0], ['n', 1], ['n', 0], ['p', 1]]) {
  await page.keyboard.press(key)
  check(await changes.nth(at).evaluate((one) => one === document.activeElement), `${key} steps to change ${at + 1}`)
}
await inspect(page, 'versions')
await page.emulateMedia({ media: 'print' })
await page.setViewportSize({ width: 680, height: 960 })
await page.screenshot({ path: join(shots, 'versions-print.png'), fullPage: true })
check(await page.locator('.changes thead').isVisible(), 'on paper both sides stand beside each other')
equal(await page.locator('.changes .btn:visible').count(), 0, 'without buttons')
await page.emulateMedia({ media: null })
await page.setViewportSize({ width: 1366, height: 640 })
await page.locator('select[name=to]').selectOption({ label: '现在保存的' })
await page.waitForURL(/to=0/)
await page.getByText('2 处差别').waitFor()
await page.locator('.crumb a').click()
await page.waitForURL(url)
await page.locator('.side').getByRole('link', { name: '看改动' }).click()
await page.waitForURL(/versions\?from=1&to=2/)
await page.getByText('2 处差别').waitFor()

await other.browser.close()
equal(other.faults, [], 'nothing failed for the other')
await finish(run)
