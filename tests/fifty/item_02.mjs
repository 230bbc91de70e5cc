// SPDX-License-Identifier: Apache-2.0
// Item 2: each member of the leading group and of the joint conference reports a plan by 10 February and a summary by
// 10 December, every year, without anybody remembering; the summary answers the plan row by row.
import { check, equal, open, weekday } from './world.mjs'

const { ok, problem, office, drafter, duty, dues, until, due, day, handIn, inbox } = await open()
const plan = duty('plan')
duty('summary')

const members = new Set()
let seats = 0
for (const group of ['gd.g.leading', 'gd.g.conference']) {
  for (const one of (await ok('listUnits', { as: office, query: { group, limit: 500 } })).items) {
    members.add(one.id)
    seats += 1
  }
}
const first = await dues('plan')
check(seats > members.size, 'some are members of both')
equal(first.map((one) => one.unit.id).sort(), [...members].sort(), 'who is in both is asked once')
equal([...new Set(first.map((one) => one.due_on))], ['2012-02-10'], 'the plan is due on 10 February')
const december = await dues('summary')
equal([...new Set(december.map((one) => one.due_on))], ['2011-12-10'], 'the summary is due on 10 December, the day as it is written')
equal(weekday('2011-12-10'), 6, 'which is a Saturday')
const saturday = december.find((one) => one.unit.short_name === '省人社厅')
equal((await due(drafter, saturday.id)).reminders.at(-1), '2011-12-09', 'its last reminder comes on the Friday')

// The years after appear by themselves.
await day('2012-06-01')
await until(async () => (await dues('plan', { due_from: '2013-01-01', due_to: '2013-12-31' })).length, members.size, 'the plans of 2013 appear')
await until(async () => (await dues('summary', { due_from: '2012-01-01', due_to: '2012-12-31' })).length, members.size, 'the summaries of 2012 appear')
const festival = (await dues('plan', { due_from: '2013-01-01', due_to: '2013-12-31' })).find((one) => one.unit.short_name === '省人社厅')
equal([festival.due_on, (await due(drafter, festival.id)).reminders.at(-1)], ['2013-02-10', '2013-02-08'], 'New Year’s Day of 2013 stands, the last reminder comes on the last working day before')
await day('2011-11-10')

// February's rows are December's rows.
const february = first.find((one) => one.unit.short_name === '省人社厅')
const row = (n, text) => ({ 工作编号: String(n), 工作内容: text, 预期成果: '印发办法', 完成时限: '2012-09-30', 责任处室: '综合处' })
const values = { 总体思路: '围绕双转移抓落实', 年度工作: [row(1, '学习贯彻两个文件'), row(2, '修订培训办法'), row(3, '组织转移就业')] }
await handIn(drafter, february.id, values)
await problem(403, 'access.role', 'acceptDue', { as: drafter, id: february.id })
await ok('acceptDue', { as: office, id: february.id })
await day('2012-11-30')
const summary = (await dues('summary', { due_from: '2012-01-01', due_to: '2012-12-31' })).find((one) => one.unit.short_name === '省人社厅')
const asked = (await due(drafter, summary.id)).values.落实情况
equal(asked.map((one) => [one.工作编号, one.工作内容]), values.年度工作.map((one) => [one.工作编号, one.工作内容]), 'the summary opens with the rows of the plan')
await until(async () => (await inbox(drafter)).filter((one) => one.link === `/dues/${summary.id}`).length, 1, 'ten days before the unit is reminded')
equal(plan.definition.tasks, ['2'], 'both serve item 2')

// They are answered one by one; a row left out is not let through.
const answer = (one, n) => ({ ...one, 完成情况: '已完成', 成效: `第${n + 1}项已按方案完成并印发文件` })
const report = { 存在问题: '部分地区进度不平衡。', 下一年打算: '继续按季度调度。' }
await ok('saveDue', { as: drafter, id: summary.id, headers: { 'If-Match': '"0"' }, body: { values: { ...report, 落实情况: asked.slice(1).map(answer) } } })
await problem(422, 'duty.not-ready', 'handOnDue', { as: drafter, id: summary.id, headers: { 'If-Match': (await due(drafter, summary.id)).etag }, body: {} })
await handIn(drafter, summary.id, { ...report, 落实情况: asked.map(answer) })
await ok('acceptDue', { as: office, id: summary.id })
equal((await due(office, summary.id)).values.落实情况.map((one) => one.成效).length, 3, 'each row of the plan is answered')

// What did not change is taken over from the year before.
const next = (await dues('plan', { due_from: '2013-01-01', due_to: '2013-12-31' })).find((one) => one.unit.short_name === '省人社厅')
await ok('adoptPrevious', { as: drafter, id: next.id, headers: { 'If-Match': '"0"' }, body: {} })
equal((await due(drafter, next.id)).values.年度工作, (await due(office, february.id)).values.年度工作, 'the plan of 2013 takes over the rows of 2012 by one call')
