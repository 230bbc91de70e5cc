// SPDX-License-Identifier: Apache-2.0
// People of units over a year: the office imports a sheet of liaisons with mistakes, sees what each row does and applies the
// right ones; the administrator opens accounts; a new liaison logs in and changes the password; a call is noted on a late
// report and corrected; a person leaves and a colleague goes on.
import { readFileSync } from 'node:fs'
import { ask as askOf, base, become as becomeOf, check, equal, finish, inspect, logIn, open, settled, until } from './lib.mjs'
import { unzip } from './zip.mjs'

const run = await open([/POST \/api\/v1\/liaisons\/import 409/, /PATCH \/api\/v1\/people\/\d+ 409/, /POST \/api\/v1\/liaisons\/preview 422/, /PATCH \/api\/v1\/liaisons\/\d+ 400/, /POST \/api\/v1\/liaisons 403/])
const { page } = run
const kPassword = 'luoshi-demo-2011'
const ask = (...a) => askOf(page, ...a)
const become = (username, password = kPassword) => becomeOf(page, username, password)
const dialog = page.locator('dialog')
const counts = async () => Object.fromEntries(await page.locator('.filter button').evaluateAll((all) => all.map((b) => b.innerText.trim().split(/\s+(?=\d+$)/))))
const wordsOf = (bytes) => [...unzip(bytes).entries()].filter(([name]) => /sharedStrings|worksheets\/sheet/.test(name)).flatMap(([, body]) => [...body.toString().matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map((m) => m[1]))
async function downloaded(act) {
  const [file] = await Promise.all([page.waitForEvent('download'), act()])
  return readFileSync(await file.path())
}
async function choose(name, buffer) {
  await page.goto(`${base}/units/import`)
  await page.setInputFiles('input[type=file]', { name, mimeType: 'application/octet-stream', buffer })
  await page.locator('.filter').waitFor()
  await settled(page)
}

await logIn(page, 'wangqiang', kPassword)
await page.waitForURL(/\/plans\/\d+/)
const plan = /plans\/(\d+)/.exec(page.url())[1]
await ask('/system/business-date', 'PUT', { date: '2011-11-18' })

console.log('the directory')
await page.goto(`${base}/units`)
await page.getByRole('link', { name: '省财政厅', exact: true }).waitFor()
await inspect(page, 'units')
await page.getByPlaceholder('查名称或别名').fill('不存在的局处')
await page.getByText('没有查到').waitFor()
await page.getByPlaceholder('查名称或别名').fill('省人力资源')
await page.getByRole('link', { name: '省人社厅', exact: true }).first().click()
await page.getByRole('heading', { name: '省人力资源社会保障厅' }).or(page.getByRole('heading', { name: '省人力资源和社会保障厅' })).first().waitFor()
const unit = /units\/(\d+)/.exec(page.url())[1]
await page.getByText('还没有联络员。可以在这里加').waitFor()
await inspect(page, 'unit-empty')
const group = (await ask('/units?kind=group&limit=500')).body.items.find((one) => one.member_count > 3)
await page.goto(`${base}/units/${group.id}`)
await page.locator('.chip').first().waitFor()
await inspect(page, 'unit-group')

console.log('a sheet that is none, and one with mistakes')
await page.goto(`${base}/units/import`)
await inspect(page, 'sheet-empty')
await page.setInputFiles('input[type=file]', { name: '别的.csv', mimeType: 'text/csv', buffer: Buffer.from('甲,乙\n1,2\n') })
await page.getByText('找不到“单位”和“姓名”两列').waitFor()
await inspect(page, 'sheet-refused')
const sheet = ['序号,责任单位,联络员姓名,职务,办公电话,手机,主备,用户名', '1,省人社厅,赵一,主任科员,020-83131235,13800138000,主,zhaoyi', '2,省财政厅,钱二,副处长,020-83132222,,,', '3,省财正厅,孙三,,,,,', '4,省科技厅,周四,,请打我,,,', '5,省财政厅,吴五,,,,,limin', '6,省科技厅,郑六,,020-83133333,,,', '7,省科技厅,郑六,,020-83134444,,,'].join('\n')
await choose('联络员.csv', Buffer.from(sheet))
equal(await counts(), { 全部: '7', 不能导入: '5', 有变化: '0', 新增: '2', 没有变化: '0' }, 'each row has its result')
for (const words of ['单位“省财正厅”查不到。名称相近的有：省财政厅', '“办公电话”写的不是电话号码：请打我', '用户名“limin”是省人社厅李敏的', '同一人在第 8 行还有一行']) await page.locator('.what').getByText(words).waitFor()
await inspect(page, 'sheet-preview')
const refused = await downloaded(() => page.getByRole('button', { name: '下载不能导入的行' }).click())
check(wordsOf(refused).some((text) => text.includes('名称相近的有：省财政厅')), 'the refused rows can be downloaded with their reasons')

console.log('a register changed meanwhile stops it; looked at again it goes through')
const czt = (await ask('/units?code=gd.czt')).body.items[0].id
const other = (await ask('/liaisons', 'POST', { unit_id: czt, name: '钱二', rank: 'deputy' })).body
await page.getByRole('button', { name: '导入 2 行' }).click()
await page.getByText('名册或单位目录刚有变动').waitFor()
await page.getByRole('button', { name: '重试' }).click()
await page.getByRole('button', { name: '导入 2 行' }).waitFor()
equal((await counts())['有变化'], '1', 'who was added by hand is changed now')
await page.getByRole('button', { name: '导入 2 行' }).click()
await page.getByText('已导入：新增 1 人，更新 1 人').waitFor()
await inspect(page, 'sheet-done')
equal((await ask(`/liaisons?unit=${czt}`)).body.items.map((one) => [one.id, one.name, one.office_phone]), [[other.id, '钱二', '020-83132222']], 'it is the same entry')

console.log('the register written out is all the same when it is read again')
const written = await page.request.get(`${base}/api/v1/liaisons/export`)
await choose('名册.xlsx', await written.body())
equal(await counts(), { 全部: '2', 不能导入: '0', 有变化: '0', 新增: '0', 没有变化: '2' }, 'all the same')
check(await page.getByRole('button', { name: '没有要导入的行。' }).isDisabled(), 'and nothing to do')

console.log('the office changes an entry by hand')
await page.goto(`${base}/units/${unit}`)
await page.getByRole('button', { name: '改“赵一”' }).click()
await dialog.locator('[name=liaison-phone]').fill('打我')
await dialog.locator('.btn.primary').click()
await dialog.getByRole('alert').getByText('“办公电话”写的不是电话号码：打我').waitFor()
await inspect(page, 'liaison-form')
await dialog.locator('[name=liaison-phone]').fill('020-83139999')
await dialog.locator('.btn.primary').click()
await dialog.waitFor({ state: 'detached' })
await page.getByText('020-83139999').waitFor()
await inspect(page, 'unit')

console.log('the administrator opens the accounts; the passwords are told once')
await become('admin')
await page.goto(`${base}/system/people`)
await page.getByText('联络员待开账号').waitFor()
await inspect(page, 'people-accounts')
await page.getByRole('button', { name: '给 2 人开账号' }).click()
const passwords = wordsOf(await downloaded(() => dialog.locator('.btn.primary').click()))
await page.getByText('已开 2 个账号').waitFor()
equal(await page.getByText('联络员待开账号').count(), 0, 'nobody waits any more')
const first = passwords[passwords.indexOf('zhaoyi') + 1]
check(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/.test(first), 'the sheet has a first password')
check(passwords.includes('czt-1'), 'who had no user name got one of the unit code')
equal((await ask('/liaisons', 'POST', { unit_id: czt, name: '某', rank: 'deputy' })).status, 403, 'the administrator keeps no register')

console.log('the new liaison logs in and must change the password')
await become('zhaoyi', first)
await page.waitForURL(/\/password/)
const fields = page.locator('form input:not([readonly])')
await fields.first().waitFor()
await fields.nth(0).fill(first)
for (let n = 1; n < (await fields.count()); ++n) await fields.nth(n).fill('zhishu-2011-xin')
await page.locator('form .btn.primary').click()
await page.waitForURL((url) => url.pathname !== '/password')
const me = (await ask('/session')).body.person
equal([me.role, me.unit.short_name, me.must_change_password], ['drafter', '省人社厅', false], 'a drafter of the unit, with an own password')

console.log('a call about a late report, noted and corrected')
await become('wangqiang')
const oldest = (await ask(`/dues?plan=${plan}&late=true&limit=500`)).body.items.sort((a, b) => a.since.localeCompare(b.since))[0]
await ask('/liaisons', 'POST', { unit_id: oldest.unit.id, name: '冯七', office_phone: '020-83135555', rank: 'main' })
await page.goto(`${base}/plans/${plan}/overview`)
const stuck = page.locator('.lines li').filter({ has: page.getByRole('button', { name: /记一次电话/ }) }).first()
check((await stuck.innerText()).includes('联络员：冯七 020-83135555'), 'the late list names the liaison and the number')
await stuck.getByRole('button', { name: /记一次电话/ }).click()
await dialog.locator('[name=call-words]').waitFor()
await inspect(page, 'call-dialog')
equal(await dialog.locator('[name=call-person]').inputValue(), '冯七', 'whom to ring is filled in')
await dialog.locator('[name=call-words]').fill('说周一前报')
await dialog.locator('[name=call-promised]').fill('2011-11-21')
await dialog.locator('.btn.primary').click()
await dialog.waitFor({ state: 'detached' })
await page.getByText('打给冯七').first().waitFor()
await inspect(page, 'overview-called')
await stuck.getByRole('link').first().click()
await page.waitForURL(/\/dues\/\d+/)
await page.getByText('说周一前报').waitFor()
await page.getByRole('button', { name: '更正' }).click()
await dialog.locator('[name=call-words]').fill('说下周二前报')
await dialog.locator('.btn.primary').click()
await page.getByText('说下周二前报').waitFor()
check(await page.getByText('已更正').isVisible(), 'the first note stays and is marked')
await inspect(page, 'due-calls')

console.log('a person leaves; first what lies there, then a colleague goes on')
await become('limin')
const own = (await ask('/session')).body.person
const chain = (await ask(`/units/${own.unit.id}/chain`)).body
await ask(`/units/${own.unit.id}/chain`, 'PUT', { steps: [{ kind: 'draft', person: own.id }, { kind: 'sign', role: 'signer' }] }, { 'If-Match': `"${chain.version}"` })
const begun = (await ask('/dues?limit=500')).body.items.find((one) => one.state === 'open')
equal((await ask(`/dues/${begun.id}/content`, 'PUT', { values: {}, reasons: {} }, { 'If-Match': '"0"' })).status, 200, 'the person has begun a report')
await become('admin')
const people = (await ask('/people?limit=500')).body.items
const limin = people.find((one) => one.username === 'limin')
const tag = await page.evaluate(async (id) => (await fetch(`/api/v1/people/${id}`)).headers.get('ETag'), limin.id)
equal((await ask(`/people/${limin.id}`, 'PATCH', { active: false }, { 'If-Match': tag })).body.code, 'liaison.hand-over-first', 'work in hand stops the account from being closed blindly')
await page.goto(`${base}/system/people`)
await page.getByRole('button', { name: '停用账号: 李敏' }).click()
await page.waitForURL(/leaving/)
await page.getByText('单位办理流程中指定此人的环节').waitFor()
await page.getByText('现在等此人办').waitFor()
await inspect(page, 'leaving')
await page.locator('[name=leave-to]').selectOption({ label: '赵一（拟稿人，zhaoyi）' })
await page.getByRole('button', { name: '移交并停用账号' }).click()
await page.getByText('已移交，“李敏”的账号已停用。').waitFor()
await inspect(page, 'leaving-done')
await become('zhaoyi', 'zhishu-2011-xin')
const now = (await ask(`/units/${own.unit.id}/chain`)).body
equal(now.steps[0].name, '赵一', 'the step is the colleague’s')
const detail = (await ask(`/dues/${begun.id}`)).body
equal([detail.chain[0].name, detail.acts.at(-1).act], ['赵一', 'hand-over'], 'and so is the report begun')
const inbox = (await ask('/inbox')).body
check(inbox.items.some((one) => one.title === '李敏的工作已移交给您'), 'who took over is told')
await page.goto(`${base}/units/${unit}`)
await page.getByText('13800138000').waitFor()
check((await page.getByRole('button', { name: '加联络员' }).count()) === 0, 'a unit reads, and changes nothing')

await finish(run)
