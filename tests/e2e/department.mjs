// SPDX-License-Identifier: Apache-2.0
// A day in a department: its way of working set, a report given out, written, reviewed and sent back once, co-signed,
// signed by a deputy within his days and not after them, in the end by the leader on paper with the scan back.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ask as askOf, become as becomeOf, check, equal, finish, inspect, logIn, open, shots, until } from './lib.mjs'

const run = await open()
const { page } = run
const kPassword = 'luoshi-demo-2011'
const ask = (...a) => askOf(page, ...a)
const main = () => page.locator('.bar .btn.primary')
const button = (name) => page.locator('.bar').getByRole('button', { name, exact: true })
const dialog = page.locator('dialog')
const done = () => dialog.waitFor({ state: 'detached' })
const become = (username) => becomeOf(page, username, kPassword)
const toDesk = async () => {
  await page.goto(new URL('/desk', page.url()).href)
  await page.getByRole('link', { name: /^待办/ }).waitFor()
}

// The people of 省人社厅 beside 李敏: whose office gives out, a section head, one who co-signs, the leader.
await logIn(page, 'limin', kPassword)
await page.waitForURL(/\/plans\/\d+/)
const unit = (await ask('/session')).body.person.unit.id
await become('admin')
const people = { banshi: ['周办', 'drafter'], chuzhang: ['赵处', 'drafter'], huiqian: ['林规划', 'drafter'], tingzhang: ['孙厅', 'signer'] }
for (const [username, [name, role]] of Object.entries(people)) {
  const made = await ask('/people', 'POST', { username, name, role, unit_id: unit, password: 'first-word-2011' })
  equal(made.status, 201, `${name} has an account`)
}
for (const username of Object.keys(people)) {
  await becomeOf(page, username, 'first-word-2011')
  await page.waitForURL(/password/)
  equal((await ask('/session/password', 'PUT', { current: 'first-word-2011', new: kPassword })).status, 204, `${username} sets a password`)
}

console.log('the way of the unit')
await become('chuzhang')
await page.getByRole('button', { name: '我的账号' }).click()
await page.getByRole('link', { name: '本单位办理流程' }).click()
await page.getByText('流程：拟稿 → 签发 → 报出').waitFor()
await inspect(page, 'unit')
for (const step of ['分办', '处室审核', '会签']) await page.getByRole('checkbox', { name: step }).check()
for (const [step, name] of [['分办', '周办'], ['处室审核', '赵处'], ['会签', '林规划'], ['签发', '孙厅']]) {
  const who = page.getByLabel(`${step} 由谁办`)
  await who.selectOption({ label: `${name}（${name === '孙厅' ? '签发人' : '拟稿人'}）` })
}
await main().click()
await page.getByText('流程已保存。').waitFor()
check((await page.locator('.page').innerText()).includes('分办 → 拟稿 → 处室审核 → 会签 → 签发 → 报出'), 'six steps in their order')
await inspect(page, 'unit-set')

console.log('given out')
await become('banshi')
await toDesk()
await until(() => page.locator('.next .btn.primary').innerText(), '去分办', 'the next step is to give it out')
await page.locator('.next .btn.primary').click()
await page.waitForURL(/\/dues\/\d+/)
const url = page.url()
const id = /dues\/(\d+)/.exec(url)[1]
await until(() => main().innerText(), '分办', 'one obvious act')
await main().click()
await dialog.getByLabel('下一环节 拟稿，交给').selectOption({ label: '李敏（拟稿人）' })
await inspect(page, 'due-give-out')
await dialog.locator('.btn.primary').click()
await done()
await until(async () => (await ask(`/dues/${id}`)).body.due.holder.person, '李敏', 'it lies with whom it was given to')

console.log('written')
await become('limin')
const { values } = (await ask(`/dues/${id}`)).body
const filled = { 落实情况: values.落实情况.map((row) => ({ ...row, 进展: '推进中', 已做工作: '已制定工作计划并分解到处室，按月调度。' })), 推进措施: [{ 对应项号: values.落实情况[0].项号, 措施: '按季度检查落实情况', 时限: '2012-03-31', 承办处室: '综合处' }] }
const tag = `"${(await ask(`/dues/${id}`)).body.revision}"`
equal((await ask(`/dues/${id}/content`, 'PUT', { values: filled, reasons: {} }, { 'If-Match': tag })).status, 200, 'the draft is saved')
async function handOn(name) {
  await page.goto(url)
  await until(() => button(name).count(), 1, name)
  await button(name).click()
  await dialog.locator('.btn.primary').click()
  await until(async () => ((await dialog.count()) ? dialog.locator('[role=alert]').allInnerTexts() : ['gone']), ['gone'], `${name}: done`)
}
await handOn('送审')

console.log('reviewed, sent back once, co-signed')
await become('chuzhang')
await page.goto(url)
await button('退回上一环节').click()
await dialog.getByLabel('理由').fill('请补写培训人数')
await dialog.locator('.btn.primary').click()
await done()
await become('limin')
await handOn('送审')
check((await page.locator('body').innerText()).includes('请补写培训人数'), 'why it came back stands in the record')
await become('chuzhang')
await handOn('送会签')
await become('huiqian')
await toDesk()
await page.locator('.next .btn.primary').click()
await page.waitForURL(/\/dues\/\d+/)
await handOn('送签')

console.log('a deputy within his days')
await become('tingzhang')
await page.goto(new URL('/unit', url).href)
await page.getByRole('button', { name: '指定代办人' }).click()
await dialog.getByLabel('由谁代办').selectOption({ label: '赵处（拟稿人）' })
await dialog.getByLabel('到（含当天）').fill('2011-11-11')
await inspect(page, 'unit-deputy')
await dialog.locator('.btn.primary').click()
await done()
await page.getByText('赵处 代 孙厅').waitFor()
await become('chuzhang')
await toDesk()
check((await page.locator('.next').innerText()).includes('代 孙厅'), 'the desk says for whom')
await page.locator('.next .btn.primary').click()
await page.waitForURL(/\/dues\/\d+/)
await until(() => main().innerText(), '签发', 'he may sign')
await become('wangqiang')
await ask('/system/business-date', 'PUT', { date: '2011-11-12' })
await become('chuzhang')
await page.goto(url)
await page.getByText('办理记录').waitFor()
equal(await button('签发').count(), 0, 'the day after he may not')

console.log('the leader signs on paper')
await become('limin')
await page.goto(url)
const scan = join(shots, 'department-scan.pdf')
writeFileSync(scan, '%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n')
await button('上传签字件').click()
await dialog.locator('input[type=file]').setInputFiles(scan)
await dialog.getByLabel('扫描件下方的校验码').fill((await ask(`/dues/${id}`)).body.check_code)
await dialog.getByLabel('签发人').fill('孙厅')
await dialog.locator('.btn.primary').click()
await done()
await until(() => main().innerText(), '报送', 'what is signed can be handed in')
await main().click()
await dialog.locator('.btn.primary').click()
await done()
const { acts, due } = (await ask(`/dues/${id}`)).body
equal(due.state, 'submitted', 'handed in')
equal([...new Set(acts.map((act) => act.person))].sort(), ['周办', '李敏', '林规划', '赵处'].sort(), 'the record names all who had it')
await inspect(page, 'due-department')

await finish(run)
