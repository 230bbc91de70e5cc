// SPDX-License-Identifier: Apache-2.0
// On a fresh demo server: a ledger of another office's making is taken in by its columns, which are remembered; a plan goes out as a sheet and comes back the same.
import { readFileSync } from 'node:fs'
import { answerAll, base, check, equal, finish, inspect, logIn, open, until } from './lib.mjs'

const run = await open()
const { page } = run
const upload = async (name, bytes) => {
  await page.goto(`${base}/files/import`)
  await page.setInputFiles('input[type=file]', { name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) })
  await page.waitForURL(/\/files\/imports\/\d+$/)
  await page.locator('[role=tab]').first().waitFor()
}
const detail = () => page.evaluate(async () => (await fetch(`/api/v1/imports/${location.pathname.split('/').pop()}`)).json())
const makePlan = async () => {
  await page.getByRole('tab', { name: /存疑/ }).click()
  await answerAll(page)
  await page.locator('.top .make').click()
  if (await page.locator('#second-name').count()) {
    await page.fill('#second-name', '读回的台账')
    await page.locator('dialog .btn.primary').click()
  }
  await page.waitForURL(/\/plans\/\d+$/)
  await page.locator('tbody tr .title').first().waitFor()
}
const rows = () => page.evaluate(async () => {
  const { items } = await (await fetch(`/api/v1${location.pathname}/tasks?limit=500`)).json()
  return items.map((task) => [task.number, task.title, task.section_path, task.parties.map((p) => `${p.role} ${p.text}`).sort(), task.deadlines.map((d) => `${d.kind} ${d.value}`).sort()])
})
const kSheet = `某市重点工作台账（2020年）,,,,,
编号,干什么,谁来干,谁帮忙,啥时候干完,现在咋样
1,修复农村公路二百公里,省交通运输厅,省财政厅,2020年10月底前,已完成一半
2,新建小学三所,省教育厅,省财政厅、省住房城乡建设厅,2020年12月31日前,正在选址
3,编制园区统计台账,省统计局,,每季度,
`

await logIn(page, 'wangqiang', 'luoshi-demo-2011')
console.log('a ledger with headings of its own')
await upload('台账.csv', kSheet)
await page.getByRole('tab', { name: /列对应/ }).waitFor()
equal(await page.getByRole('tab', { selected: true }).innerText().then((words) => words.slice(0, 3)), '列对应', 'its columns are looked at first')
await inspect(page, 'columns')
const use = (heading) => page.getByLabel(`“${heading}”对应为`)
for (const [heading, value] of [['编号', 'number'], ['干什么', 'task'], ['谁来干', 'responsible'], ['谁帮忙', 'joint'], ['啥时候干完', 'deadline'], ['现在咋样', 'progress']]) await use(heading).selectOption(value)
await use('谁来干').selectOption('lead')
await page.getByRole('button', { name: '按这样重新读' }).click()
await until(async () => (await detail()).items.map((item) => item.parties.map((p) => p.role).join()), ['lead,joint', 'lead,joint,joint', 'lead'], 'it is read by these columns')
const read = await detail()
equal(read.items.map((item) => item.deadlines.length), [1, 1, 1], 'every item has its date')
equal(read.items[1].parties.map((p) => `${p.role} ${p.unit}`), ['lead 省教育厅', 'joint 省财政厅', 'joint 省住房城乡建设厅'], 'and its units')
await makePlan()
await inspect(page, 'ledger-plan')

console.log('the same headings are known next time')
await upload('台账二.csv', kSheet.replace('新建小学三所', '新建小学四所').replace('（2020年）', '（2021年）'))
check((await detail()).mapping[0].remembered, 'the columns are those chosen before')
await page.getByRole('tab', { name: /列对应/ }).click()
await page.getByText('已按上次的列对应').waitFor()
equal((await detail()).items[0].parties[0].role, 'lead', 'and read by them')

console.log('a plan goes out as a sheet and comes back the same')
await page.goto(`${base}/tasks`)
await page.waitForURL(/\/plans\/\d+$/)
const sample = await page.evaluate(async () => (await (await fetch('/api/v1/plans')).json()).items.find((plan) => plan.sample).id)
await page.goto(`${base}/plans/${sample}`)
await page.locator('tbody tr .title').first().waitFor()
const before = await rows()
await page.getByRole('button', { name: '导出' }).click()
await inspect(page, 'export')
const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /Excel/ }).click()])
check(file.suggestedFilename().endsWith('.xlsx'), `the file is named ${file.suggestedFilename()}`)
await upload('读回.xlsx', readFileSync(await file.path()))
await makePlan()
const after = await rows()
const differing = before.filter((row, n) => JSON.stringify(row) !== JSON.stringify(after[n])).map((row) => row[0])
equal([after.length, differing], [50, []], 'fifty tasks, and those that differ in number, title, section, units or dates')
await finish(run)
