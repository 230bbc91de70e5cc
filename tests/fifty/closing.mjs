// SPDX-License-Identifier: Apache-2.0
// By 15 November 2011 every place and department reports to the office: two sections, a row for each of its items,
// some on paper; tracked to the last one.
import { check, equal, open } from './world.mjs'

const { ok, problem, office, drafter, duty, dues, until, due, day, enter, handIn, inbox } = await open()
const closing = duty('closing')
equal([closing.definition.on, closing.state], ['2011-11-15', 'issued'], 'the notice sets the day, the office has issued it')

const members = (await ok('listUnits', { as: office, query: { group: 'gd.g.everyone', limit: 500 } })).items
const all = await dues('closing')
equal(all.length, 49, '27 departments, 21 cities and 顺德 owe a report')
equal([...new Set(all.map((one) => one.unit.id))].sort(), members.map((one) => one.id).sort(), 'each unit of the directory one')

const own = (await ok('listDues', { as: drafter, query: { duty: closing.id } })).items
equal(own.length, 1, 'a unit sees its own')
const form = (await due(drafter, own[0].id)).form_definition
check(form.sections.length >= 2 && form.sections[0].title.zh.includes('落实情况') && form.sections[1].title.zh.includes('措施'), 'it has the two sections')
const rows = (await due(drafter, own[0].id)).values.落实情况
const theirs = (await ok('listTasks', { as: drafter, id: own[0].plan_id, query: { limit: 100 } })).items
equal(rows.map((row) => row.项号).sort(), theirs.map((task) => task.number).sort(), 'a row for each of its items')

const answered = (list) => ({
  落实情况: list.map((row) => ({ ...row, 进展: '推进中', 已做工作: '已制定工作计划并分解到处室，按月调度。' })),
  推进措施: [{ 对应项号: list[0]?.项号 ?? '1', 措施: '按季度检查落实情况', 时限: '2012-03-31', 承办处室: '综合处' }],
})
// Half a report is not let through.
await ok('saveDue', { as: drafter, id: own[0].id, headers: { 'If-Match': '"0"' }, body: { values: { 落实情况: answered(rows).落实情况 } } })
const half = await due(drafter, own[0].id)
await problem(422, 'duty.not-ready', 'handOnDue', { as: drafter, id: own[0].id, headers: { 'If-Match': half.etag }, body: {} })
await handIn(drafter, own[0].id, answered(rows))
await ok('addRemark', { as: office, id: own[0].id, body: { field: '推进措施', words: '请写明责任人' } })
await ok('returnDue', { as: office, id: own[0].id, body: { due_on: '2011-11-18', words: '请补正' } })
const remark = (await due(drafter, own[0].id)).remarks[0]
await ok('settleRemark', { as: drafter, id: remark.id, body: { answer: '已补' } })
await handIn(drafter, own[0].id, { ...answered(rows), 推进措施: [{ ...answered(rows).推进措施[0], 措施: '按季度检查落实情况，责任人综合处处长' }] })
await ok('acceptDue', { as: office, id: own[0].id })
const locked = await due(drafter, own[0].id)
await problem(409, 'duty.wrong-state', 'saveDue', { as: drafter, id: own[0].id, headers: { 'If-Match': locked.etag }, body: { values: {} } })

// Who is missing is told after the day; their people are urged once.
const guangzhou = all.find((one) => one.unit.short_name === '广州市')
const zhouning = await (await open()).client.logIn('zhouning', 'luoshi-demo-2011')
const toldOf = async () => (await inbox(zhouning)).filter((one) => one.link === `/dues/${guangzhou.id}`)
for (const [date, times] of [['2011-11-10', 1], ['2011-11-14', 2], ['2011-11-15', 2], ['2011-11-16', 3], ['2011-11-17', 3]]) {
  await day(date)
  await until(async () => (await toldOf()).length, times, `by ${date} the unit was told ${times} times`)
}
equal((await toldOf()).map((one) => one.kind).sort(), ['reminder', 'reminder', 'urge'], 'two reminders and one 催办, none twice')
check(!(await inbox(drafter)).some((one) => one.link === `/dues/${own[0].id}` && one.kind === 'urge'), 'who reported is not urged')
equal((await dues('closing', { late: true })).length, 48, '48 are missing')

// Nobody is urged again while the days go on: the next reminder shows that the server has looked.
await day('2011-12-01')
await until(async () => (await inbox(drafter)).some((one) => one.kind === 'reminder' && one.link !== `/dues/${own[0].id}`), true, 'ten days before 10 December the next report is announced')
equal((await toldOf()).map((one) => one.kind).sort(), ['reminder', 'reminder', 'urge'], 'still two reminders and one 催办')

// They come on paper and the office enters them; the last one closes the list.
for (const one of all.filter((other) => other.id !== own[0].id)) {
  const { values } = await due(office, one.id)
  await enter(one.id, answered(values.落实情况 ?? []), '2011-11-17')
}
equal((await dues('closing', { late: true })).length, 0, 'tracked to the last one')
const entered = await due(zhouning, guangzhou.id)
check(entered.due.unconfirmed && entered.due.state === 'submitted', 'what the office entered waits for the unit')
await ok('confirmDue', { as: zhouning, id: guangzhou.id })
check(!(await due(office, guangzhou.id)).due.unconfirmed, 'the unit has confirmed it')
equal((await due(office, guangzhou.id)).due.late?.working_days ?? 0, 2, 'two working days late stays told')
const board = await ok('getDutyBoard', { as: office, id: closing.id })
check(JSON.stringify(board).includes('accepted'), 'the board shows all')
