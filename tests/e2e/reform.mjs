// SPDX-License-Identifier: Apache-2.0
// The office merges two departments by hand: a new unit, two ends in advance, what would follow told first; on the day the
// open reports are the successor's and both sides know; names of old days stay; an entry made in error is taken back; a
// pack that says otherwise is told and followed.
//   LUOSHI_PACK   the folder of the server's pack
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ask as askOf, base, become as becomeOf, check, equal, finish, inspect, logIn, need, open, settled, until } from './lib.mjs'

const run = await open([/POST \/api\/v1\/units\/changes(\/preview)? 409/, /POST \/api\/v1\/units\/changes\/\d+\/taking-back 409/])
const { page } = run
const ask = (...a) => askOf(page, ...a)
const become = (username) => becomeOf(page, username, 'luoshi-demo-2011')
const dialog = page.locator('dialog')
const unitOf = async (code) => (await ask(`/units?code=${code}`)).body.items[0]

async function choose(label, name) {
  const box = dialog.getByRole('combobox', { name: label })
  await box.fill(name)
  await dialog.getByRole('option').filter({ hasText: name }).first().click()
}
async function kind(name) {
  await dialog.getByRole('button', { name, exact: true }).click()
}
async function look() {
  await dialog.getByRole('button', { name: '看看会怎样' }).click()
  await dialog.getByText('登记后会怎样').waitFor()
}
async function save() {
  await dialog.getByRole('button', { name: '登记', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

await logIn(page, 'wangqiang', 'luoshi-demo-2011')
await page.waitForURL(/\/plans\/\d+/)
await ask('/system/business-date', 'PUT', { date: '2011-11-18' })
const rst = await unitOf('gd.rst')
const czt = await unitOf('gd.czt')

console.log('nothing entered yet')
await page.goto(`${base}/units`)
await page.getByRole('link', { name: '机构变动' }).click()
await page.getByText('还没有登记过机构变动').waitFor()
await inspect(page, 'changes-empty')

console.log('a new department, from December')
await page.getByRole('button', { name: '登记机构变动' }).click()
await kind('新设')
await dialog.locator('[name=reform-on]').fill('2011-12-01')
await dialog.locator('[name=reform-official]').fill('省财政厅')
await dialog.locator('[name=reform-short]').fill('省综保厅')
await dialog.locator('[name=reform-basis]').fill('粤机编〔2011〕30号')
await choose('在名录里排在谁之后（选填）', czt.short_name)
await dialog.getByRole('button', { name: '看看会怎样' }).click()
await dialog.getByRole('alert').getByText('名称“省财政厅”在那段时间已有单位在用').waitFor()
await inspect(page, 'change-refused')
await dialog.locator('[name=reform-official]').fill('省综合保障厅')
await look()
await inspect(page, 'change-found')
await save()
await page.getByText('新设 省综保厅').waitFor()
check(await page.getByText('未到日期').isVisible(), 'it is entered in advance')

console.log('two departments go into it; what would follow is told first')
for (const unit of [rst, czt]) {
  await page.goto(`${base}/units/${unit.id}`)
  await page.getByRole('button', { name: '登记机构变动' }).click()
  await kind('撤并')
  await dialog.locator('[name=reform-on]').fill('2011-12-01')
  await choose('承接单位', '省综保厅')
  await dialog.locator('[name=reform-basis]').fill('粤机编〔2011〕31号')
  await look()
  await dialog.getByText(/转由“省综保厅”办理，双方都会收到消息/).waitFor()
  await dialog.getByText(/个账号，不会自动转/).waitFor()
  if (unit === rst) await inspect(page, 'change-end')
  await save()
  await page.getByText('撤销，由以下单位承接').waitFor()
}
await inspect(page, 'unit-history')
const own = async (unit) => (await ask(`/dues?unit=${unit}&limit=500`)).body.items.filter((due) => ['open', 'drafted', 'signed', 'returned'].includes(due.state)).length
check((await own(rst.id)) > 0, 'the department has open reports before the day')

console.log('a department renamed in error, and back')
await page.goto(`${base}/units/changes`)
await page.getByRole('button', { name: '登记机构变动' }).click()
await choose('单位', '省科技厅')
await dialog.locator('[name=reform-official]').fill('省科学技术委员会')
await dialog.locator('[name=reform-short]').fill('省科委')
await dialog.locator('[name=reform-basis]').fill('口头通知')
await look()
await dialog.getByText('从那天起叫“省科委”，以前的日子仍叫“省科技厅”').waitFor()
await inspect(page, 'change-rename')
await save()
const renamed = page.locator('.changes li').filter({ hasText: '更名为 省科学技术委员会' })
await renamed.waitFor()
await until(async () => (await ask(`/units?code=gd.kjt`)).body.items[0].short_name, '省科委', 'the new name holds')
equal((await ask(`/units?code=gd.kjt&at=2011-11-17`)).body.items[0].short_name, '省科技厅', 'the day before it is the old name')
await renamed.getByRole('button', { name: '撤回' }).click()
await dialog.locator('[name=reform-why]').fill('通知有误')
await inspect(page, 'change-take-back')
await dialog.locator('.btn.primary').click()
await dialog.waitFor({ state: 'detached' })
await page.getByText('撤回：省科学技术厅 更名为').or(page.getByText(/撤回：.*更名为 省科学技术委员会/)).first().waitFor()
await until(async () => (await ask(`/units?code=gd.kjt`)).body.items[0].short_name, '省科技厅', 'the name is the old one again')

console.log('what later entries rest on stays')
await page.locator('.changes li').filter({ hasText: '新设 省综保厅' }).getByRole('button', { name: '撤回' }).click()
await dialog.locator('[name=reform-why]').fill('试一试')
await dialog.locator('.btn.primary').click()
await dialog.getByRole('alert').getByText('要以它为前提').waitFor()
await page.keyboard.press('Escape')
await inspect(page, 'changes')

console.log('a pack that says otherwise is told, and followed')
const { revision } = (await ask('/units/changes')).body
const kjt = await unitOf('gd.kjt')
equal((await ask('/units/changes', 'POST', { kind: 'rename', unit_id: kjt.id, on: '2011-11-18', basis: '粤机编〔2011〕32号', short_name: '省科委' }, { 'If-Match': `"v${revision}"` })).status, 201, 'renamed by the office')
const pack = need('LUOSHI_PACK')
const edit = (name, from, to) => {
  const text = readFileSync(join(pack, name), 'utf8')
  check(text.includes(from), `${name} has ${from}`)
  writeFileSync(join(pack, name), text.replace(from, to))
}
edit('pack.yaml', 'version: 0.1.0', 'version: 0.2.0')
edit('units.yaml', 'name: "省科技厅"', 'name: "省科创厅"')
const { digest } = (await ask('/packs/gd-2011-193/preview')).body
equal((await ask('/packs/gd-2011-193/activate', 'POST', { digest })).status, 200, 'a new version is in force')
equal((await unitOf('gd.kjt')).short_name, '省科委', 'what the office entered holds')
await page.goto(`${base}/units/changes`)
const otherwise = page.locator('.changes li').filter({ hasText: '方案包里的简称是“省科创厅”' })
await otherwise.waitFor()
await inspect(page, 'changes-pack')
await otherwise.getByRole('button', { name: '以方案包为准' }).click()
await otherwise.getByRole('button', { name: '撤回登记，按方案包' }).click()
await until(async () => (await unitOf('gd.kjt')).short_name, '省科创厅', 'the pack is followed')

console.log('on the day the work is the successor’s, and both sides know')
await ask('/system/business-date', 'PUT', { date: '2011-12-01' })
const next = (await ask('/units?q=省综保厅')).body.items[0]
await until(() => own(rst.id), 0, 'nothing is open with the first')
await until(() => own(czt.id), 0, 'nothing is open with the second')
check((await own(next.id)) > 0, 'the successor has the open reports')
await page.goto(`${base}/units/${next.id}`)
await page.getByText('承接', { exact: true }).or(page.locator('.history').getByText('承接')).first().waitFor()
await inspect(page, 'unit-successor')
await page.goto(`${base}/units/${rst.id}?at=2011-11-30`)
await page.getByRole('heading', { name: rst.name }).first().waitFor()
equal(await page.getByText('这一天已不存在').count(), 0, 'on the day before it is there, under its name')
await page.goto(`${base}/units/changes`)
const ended = page.locator('.changes li').filter({ hasText: `${rst.short_name} 撤销` })
await ended.getByRole('button', { name: '撤回' }).click()
await dialog.locator('[name=reform-why]').fill('试一试')
await dialog.locator('.btn.primary').click()
await dialog.getByRole('alert').getByText('事项已经转走').waitFor()
await page.keyboard.press('Escape')
await settled(page)

await become('limin')
const inbox = (await ask('/inbox')).body.items
check(inbox.some((one) => /机构变动：省人社厅自2011年12月1日起撤并，由省综保厅承接/.test(one.title)), 'the people of the old department are told')
await page.goto(`${base}/units/changes`)
await page.getByText('新设 省综保厅').waitFor()
check((await page.getByRole('button', { name: '登记机构变动' }).count()) === 0, 'a unit reads, and enters nothing')
await finish(run)
