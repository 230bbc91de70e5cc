// SPDX-License-Identifier: Apache-2.0
// On a fresh demo server: a corrected text shows its differences before anything changes, a text kept beside, a correction applied; a child plan linked item by item.
import { answerAll, base, check, equal, finish, importText, inspect, logIn, open } from './lib.mjs'

const run = await open()
const { page } = run
const notice = (number, title, items) => `关于印发《${title}》的通知\n\n测府办〔2020〕${number}号\n\n各有关单位：\n\n测试市人民政府办公室\n2020年3月2日\n\n${title}\n\n一、总体工作\n\n${items.map((item, n) => `${n + 1}. ${item}`).join('\n')}\n`
const kWater = '建设污水集中处理设施，6月30日前建成两座。（省财政厅牵头负责）'
const kSchools = '新建三所小学，扩建五所幼儿园。（省教育厅负责）'
const kRoads = '修复农村公路二百公里，改造危桥。（省交通运输厅负责）'

async function makePlan() {
  await answerAll(page)
  await page.locator('.top .make').click()
  await page.waitForURL(/\/plans\/\d+$/)
  await page.locator('tbody tr .title').first().waitFor()
  return new URL(page.url()).pathname
}
const tasks = (plan) => page.evaluate(async (p) => (await (await fetch(`/api/v1${p}/tasks`)).json()).items.map((t) => `${t.number} ${t.deadlines.map((d) => d.value)}`), plan)

await logIn(page, 'wangqiang', 'luoshi-demo-2011')
console.log('a plan, and a corrected text of it')
await importText(page, notice(11, '小方案', [kWater, kSchools, kRoads]))
await page.waitForURL(/\/files\/imports\/\d+$/)
const plan = await makePlan()
const before = await tasks(plan)
await importText(page, notice(11, '小方案', [kWater.replace('6月30日', '9月30日'), '编制园区统计台账。（省财政厅负责）', kSchools]))
await page.waitForURL(/\/files\/imports\/\d+$/)
const corrected = new URL(page.url()).pathname
await page.getByRole('link', { name: '看两份文本的差别' }).click()
await page.locator('article.changed').first().waitFor()
check((await page.locator('.counts').innerText()).includes('有改动 2 项，新增 1 项，删去 1 项'), 'the differences are counted')
check((await page.locator('article.changed ins').first().innerText()).includes('9'), 'the changed date is marked')
await inspect(page, 'compare')
equal(await tasks(plan), before, 'nothing changed yet')
check(await page.locator('.bar .btn.primary').isDisabled() === ((await page.locator('.note').count()) > 0), 'while doubts are open the plan cannot be corrected')

console.log('confirmed, the plan follows it')
await page.goto(base + corrected)
await page.locator('.pg').waitFor()
await answerAll(page)
await page.getByRole('link', { name: '看两份文本的差别' }).click()
await page.locator('article.changed').first().waitFor()
await page.locator('.bar .btn.primary').click()
await page.locator('dialog').waitFor()
await inspect(page, 'correct-ask')
equal(await tasks(plan), before, 'asking changes nothing')
await page.locator('dialog .btn.primary').click()
await page.waitForURL((url) => url.pathname === plan)
await page.locator('tbody tr .title').first().waitFor()
equal(await tasks(plan), ['1 2020-09-30', '2 ', '3 '], 'the plan says what the correction says')

console.log('a third text is kept beside the plan')
await importText(page, notice(11, '小方案', [kWater.replace('6月30日', '9月30日'), '编制园区统计台账。（省财政厅负责）', kSchools.replace('三所', '四所')]))
await page.waitForURL(/\/files\/imports\/\d+$/)
await page.getByRole('link', { name: '看两份文本的差别' }).click()
await page.locator('article.changed').first().waitFor()
await page.getByRole('button', { name: '附在方案下，任务不变' }).click()
await page.waitForURL(/\/text$/)
await page.locator('nav.seg a').nth(2).waitFor()
await inspect(page, 'texts')
equal(await tasks(plan), ['1 2020-09-30', '2 ', '3 '], 'the plan stays as it is')

console.log('a child plan')
await importText(page, notice(12, '下级分工', ['今年建成一座污水集中处理设施。（省科技厅负责）', '落实《小方案》（测府办〔2020〕11号）第3项，新建一所小学。（省教育厅负责）', '举办足球比赛。（省科技厅负责）']))
await page.waitForURL(/\/files\/imports\/\d+$/)
const child = await makePlan()
await page.getByRole('link', { name: '对应上级任务' }).click()
await page.waitForURL(/\/links$/)
await page.locator('select').first().waitFor()
await inspect(page, 'links-none')
check((await page.locator('select option').nth(1).innerText()).includes('小方案'), 'the plan whose number the text cites is offered first')
await page.locator('select').first().selectOption({ index: 1 })
await page.locator('.pair').nth(2).waitFor()
equal(await page.locator('.gap li').count(), 3, 'nothing above is covered yet')
await page.getByRole('button', { name: /认可把握大的/ }).click()
await page.locator('.linked').nth(1).waitFor()
check((await page.locator('.gap').innerText()).includes('编制园区统计台账'), 'what nobody carries out is listed')
await inspect(page, 'links')
await page.locator('.pair').nth(2).getByRole('button', { name: /找|另选/ }).click()
await page.locator('.picker input').fill('台账')
await page.keyboard.press('Enter')
await page.locator('.linked').nth(2).waitFor()
check((await page.locator('.page > .ok').innerText()).includes('都有对应'), 'all is covered')
await page.locator('.pair').nth(2).getByRole('button', { name: /取消/ }).click()
await page.locator('.gap').waitFor()
await page.goto(base + plan)
await page.locator('tbody tr .title').first().click()
await page.getByText('下级分解').waitFor()
await page.locator('aside').getByRole('link', { name: /污水/ }).click()
await page.getByText('落实上级任务').waitFor()
check(page.url() !== `${base}${child}`, 'the way goes down and up again')

await finish(run)
