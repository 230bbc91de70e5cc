// SPDX-License-Identifier: Apache-2.0
// Holds real answers to api/openapi.yaml: every operation with at least one success and one problem, each judged.
//   LUOSHI_URL         a demo          LUOSHI_EMPTY_URL   an empty installation, with LUOSHI_SETUP_TOKEN
//   LUOSHI_PACK        the folder of the demo's pack, to be edited
//   LUOSHI_SHARED      folder with seed/notice-193.txt; default ../shared beside the source
//   LUOSHI_CONTRACT    another contract than api/openapi.yaml
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

import { Client } from './client.mjs'
import { access } from './access_contract.mjs'
import { burden } from './burden_contract.mjs'
import { duties } from './duties_contract.mjs'
import { peopleOfUnits } from './people_contract.mjs'
import { unitChanges } from './unit_changes_contract.mjs'
import { subtasks } from './subtasks_contract.mjs'
import { documents } from './documents_contract.mjs'
import { leaders } from './leaders_contract.mjs'
import { supervision } from './supervision_contract.mjs'
import { Judge, mutations, readContract } from './judge.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const seed = readFileSync(join(process.env.LUOSHI_SHARED ?? join(root, '../shared'), 'seed/notice-193.txt'))
const contract = readContract(process.env.LUOSHI_CONTRACT ?? join(root, 'api/openapi.yaml'))
const kNewPassword = 'a-calm-morning-7'

// Operations that answer no problem, and why.
const kNoProblem = {
  getHealth: 'declares none: a process that lives answers',
  getReadiness: 'its 503 needs a database that is away',
}

function need(name) {
  if (!process.env[name]) throw new Error(`set ${name}`)
  return process.env[name]
}
function expect(truth, sentence) {
  if (!truth) throw new Error(`not true: ${sentence}`)
}

const client = new Client(contract, need('LUOSHI_URL'))
const ok = (...a) => client.ok(...a)
const problem = (...a) => client.problem(...a)

async function system() {
  await ok('getHealth')
  await ok('getReadiness')
  await ok('getMetrics')
  await problem(403, 'http.loopback-only', 'getMetrics', { from: '127.0.0.2' })
  await problem(431, 'http.header-too-large', 'getSystem', { headers: { 'X-Long': 'x'.repeat(20_000) } })
  return (await ok('getSystem')).body
}

async function businessDate({ office, drafter }, { business_date }) {
  await ok('setBusinessDate', { as: office, body: { date: '2011-12-01' } })
  await ok('setBusinessDate', { as: office, body: { date: business_date } })
  await problem(400, 'http.bad-field', 'setBusinessDate', { as: office, body: { date: '2011-13-01' } })
  await problem(403, 'access.role', 'setBusinessDate', { as: drafter, body: { date: business_date } })
}

async function setUp() {
  const empty = new Client(contract, need('LUOSHI_EMPTY_URL'), client.answers)
  const body = { token: need('LUOSHI_SETUP_TOKEN'), username: 'first', name: '管理员', password: kNewPassword }
  await empty.ok('getSystem')
  await empty.problem(403, 'access.wrong-token', 'setUp', { body: { ...body, token: 'wrong' } })
  await empty.problem(400, 'access.weak-password', 'setUp', { body: { ...body, password: 'short' } })
  const as = empty.caller((await empty.ok('setUp', { body })).headers)
  await empty.problem(409, 'access.already-set-up', 'setUp', { body })
  await empty.ok('listPeople', { as })
  await empty.problem(403, 'system.not-a-demo', 'setBusinessDate', { as, body: { date: '2020-01-01' } })
}

// Nobody, and a request that does not show the session's second cookie, are turned away everywhere.
async function closedDoors({ office }) {
  for (const { id, method, requestBody, 'x-roles': roles } of contract.operations.values()) {
    if (roles.includes('public')) continue
    const body = requestBody ? {} : undefined
    await problem(401, 'access.no-session', id, { id: '1', body })
    if (method !== 'GET') await problem(403, 'access.csrf', id, { as: { ...office, luoshi_csrf: 'wrong' }, id: '1', body })
  }
}

async function people({ admin, office }) {
  const unit_id = (await ok('listUnits', { as: office, query: { q: '财政厅' } })).body.items[0].id
  const body = { username: 'contract', name: '测试', role: 'drafter', unit_id, password: 'first-word-2011' }
  const added = await ok('addPerson', { as: admin, body })
  const { id } = added.body
  await problem(409, 'access.username-taken', 'addPerson', { as: admin, body })
  await problem(400, 'access.unit-required', 'addPerson', { as: admin, body: { ...body, username: 'other', unit_id: null } })
  await problem(403, 'access.role', 'listPeople', { as: office })
  await problem(404, 'access.no-person', 'getPerson', { as: admin, id: '9223372036854775807' })
  const edit = (changes, tag) => ({ as: admin, id, body: changes, headers: tag ? { 'If-Match': tag } : {} })
  const edited = await ok('editPerson', edit({ name: '测试二', role: 'signer', unit_id, active: true }, added.headers.etag))
  await problem(412, 'http.precondition-failed', 'editPerson', edit({ name: '三' }, added.headers.etag))
  await problem(428, 'http.precondition-required', 'editPerson', edit({ name: '三' }))
  await problem(400, 'access.weak-password', 'editPerson', edit({ password: 'short' }, edited.headers.etag))
  await ownSession(body)
  const after = await ok('getPerson', { as: admin, id }) // now locked, with a last log-in
  expect(after.body.locked_until && after.body.last_log_in, 'the person is locked and has logged in before')
  await ok('editPerson', edit({ password: 'second-word-2011' }, after.headers.etag))
  const page = await ok('listPeople', { as: admin, query: { limit: 2 } })
  await ok('listPeople', { as: admin, query: { limit: 2, cursor: page.body.next_cursor } })
}

// First password changed, wrong ones counted until the account is locked.
async function ownSession({ username, password }) {
  const as = await client.logIn(username, password)
  await problem(403, 'access.must-change-password', 'listPlans', { as })
  await problem(403, 'access.wrong-current-password', 'changePassword', { as, body: { current: 'wrong', new: kNewPassword } })
  await problem(400, 'access.weak-password', 'changePassword', { as, body: { current: password, new: 'short' } })
  await ok('changePassword', { as, body: { current: password, new: kNewPassword } })
  await ok('getSession', { as })
  await ok('logOut', { as })
  await problem(401, 'access.no-session', 'getSession', { as })
  for (let left = 4; left > 0; --left) {
    const { body } = await problem(401, 'access.wrong-password', 'logIn', { body: { username, password } })
    expect(body.details.attempts_left === String(left), `${left} attempts are left`)
  }
  const { body } = await problem(429, 'access.locked', 'logIn', { body: { username, password } })
  expect(Number(body.details.retry_after_s) > 0, 'a locked account tells when to come back')
}

// A note about one's own address is a message like any other; without an address left its letter fails at once.
async function news({ office, admin, drafter }) {
  const { unread } = (await ok('countInbox', { as: office })).body
  await problem(400, 'notify.mail-address', 'setMail', { as: office, body: { mail: 'x' } })
  const failed = async () => (await ok('listOutbox', { as: admin, query: { state: 'failed', limit: 1 } })).body
  for (let end = Date.now() + 60_000; !(await failed()).items.length && Date.now() < end; ) {
    await ok('setMail', { as: office, body: { mail: 'office@example.gov.cn' } })
    await ok('setMail', { as: office, body: { mail: '' } })
    for (let next = Date.now() + 7_000; !(await failed()).items.length && Date.now() < next; ) await new Promise((done) => setTimeout(done, 250))
  }
  await ok('setMail', { as: office, body: { mail: 'office@example.gov.cn' } })
  const [letter] = (await failed()).items
  expect(letter, 'a letter to nobody has failed')
  await ok('retryLetter', { as: admin, id: letter.id })
  await problem(404, 'notify.no-letter', 'retryLetter', { as: admin, id: '1' })
  await ok('listOutbox', { as: admin, query: { limit: 1 } })
  await problem(403, 'access.role', 'listOutbox', { as: office })
  await problem(400, 'http.bad-parameter', 'listOutbox', { as: admin, query: { state: 'lost' } })
  const { items, next_cursor } = (await ok('listInbox', { as: office, query: { limit: 1, unread: true } })).body
  if (next_cursor) await ok('listInbox', { as: office, query: { limit: 1, cursor: next_cursor } })
  const { body: count } = await ok('markRead', { as: office, body: { ids: [items[0].id] } })
  expect(count.all > unread, 'the inbox has grown')
  await ok('listInbox', { as: office })
  await ok('markRead', { as: office, body: { all: true } })
  await problem(400, 'http.bad-field', 'markRead', { as: office, body: {} })
  await ok('getMail', { as: office })
  await ok('getFeed', { as: office })
  const { path } = (await ok('makeFeed', { as: office })).body
  const feed = await ok('getCalendarFeed', { id: path.split('/').pop() })
  expect(feed.text.includes('BEGIN:VEVENT'), 'the feed has deadlines')
  const owed = (await ok('makeFeed', { as: drafter })).body.path.split('/').pop()
  const unfolded = (await ok('getCalendarFeed', { id: owed })).text.replaceAll('\r\n ', '')
  expect(unfolded.includes('DTSTART;VALUE=DATE:20111115') && unfolded.includes('落实情况和下一步措施报告'), 'the feed of a unit has the reports it owes')
  await ok('getFeed', { as: office })
  await ok('revokeFeed', { as: office })
  await problem(404, 'notify.no-feed', 'getCalendarFeed', { id: path.split('/').pop() })
  await webhooks(admin)
}

async function webhooks(as) {
  await problem(400, 'notify.webhook-url', 'addWebhook', { as, body: { url: 'ftp://x' } })
  const { id } = (await ok('addWebhook', { as, body: { url: 'http://127.0.0.1:9/', kinds: ['urge'] } })).body
  await ok('listWebhooks', { as })
  const { accepted } = (await ok('testWebhook', { as, id })).body
  expect(!accepted, 'this machine itself is not called')
  await ok('removeWebhook', { as, id })
  await problem(404, 'notify.no-webhook', 'testWebhook', { as, id })
}

async function units({ office, drafter }) {
  const seen = []
  for (let cursor; cursor !== null; ) {
    const { body } = await ok('listUnits', { as: drafter, query: { limit: 25, ...(cursor ? { cursor } : {}) } })
    seen.push(...body.items)
    cursor = body.next_cursor
  }
  for (const { id } of seen) await ok('getUnit', { as: office, id })
  expect(new Set(seen.map((unit) => unit.kind)).size === 2, 'there are units and groups')
  await ok('listUnits', { as: office, query: { kind: 'group', at: '2011-11-10', q: '领导小组' } })
  await ok('getUnit', { as: office, id: seen[0].id, query: { at: '2011-11-10' } })
  await problem(400, 'http.bad-parameter', 'listUnits', { as: office, query: { limit: 0 } })
  await problem(404, 'org.no-unit', 'getUnit', { as: office, id: '9223372036854775807' })
  await problem(404, 'http.no-such-id', 'getUnit', { as: office, id: 'x' })
}

const notice = (number, clause = '（省财政厅牵头负责，省测试研究院配合）') =>
  `关于印发《测试方案${number}》的通知\n\n测府办〔2020〕${number}号\n\n各有关单位：\n\n测试市人民政府办公室\n2020年3月2日\n\n测试方案${number}\n\n一、总体工作\n\n` +
  `1. 做好第一件事，6月30日前完成。${clause}\n2. 做好第二件事。（省教育厅牵头负责）\n`

async function refusedFiles({ office, drafter }) {
  const send = (name, bytes) => ({ as: office, file: [name, bytes] })
  await problem(422, 'office.empty', 'importNotice', send('empty.txt', ''))
  await problem(422, 'notice.no-structure', 'importNotice', send('prose.txt', '春眠不觉晓，处处闻啼鸟。\n'))
  await problem(415, 'office.binary', 'importNotice', send('picture.png', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')))
  await problem(422, 'notice.secret', 'importNotice', send('secret.txt', `机密★1年\n\n${notice(99)}`))
  await problem(413, 'office.too-large', 'importNotice', send('large.txt', Buffer.alloc(10_600_000, 'x')))
  await problem(403, 'access.role', 'importNotice', { as: drafter, file: ['a.txt', notice(98)] })
  await problem(403, 'access.role', 'listImports', { as: drafter })
}

// One draft, taken through every kind of edit.
async function edits({ office: as }) {
  const { body: made } = await ok('importNotice', { as, type: 'text/plain', body: notice(1) })
  const { id } = made
  let draft = await ok('getImport', { as, id })
  const edit = async (...list) => (draft = await ok('editImport', { as, id, body: { edits: list }, headers: { 'If-Match': draft.headers.etag } }))
  const item = draft.body.items[0].key
  const stranger = draft.body.units.find((unit) => !unit.mapped_to)
  const unit_id = draft.body.units.find((unit) => unit.mapped_to).mapped_to.id
  expect(stranger, 'the notice names a unit nobody knows')
  const question = draft.body.questions.find((q) => q.kind === 'unknown_unit')
  await edit({ op: 'answer', question: question.id, choice: 'pending' })
  await edit({ op: 'answer', question: question.id, choice: null })
  await edit({ op: 'map-unit', text: stranger.text, unit_id, remember: false })
  await edit({ op: 'map-unit', text: stranger.text, unit_id: null, remember: false })
  await edit({ op: 'new-unit', text: stranger.text, new_unit: { name: '省测试研究院', kind: 'unit' } })
  await edit({ op: 'header', field: 'copy_number', values: ['000123'] }, { op: 'title', item, title: '第一件事' })
  await edit({ op: 'add-party', item, unit: '省教育厅', role: 'joint' })
  await edit({ op: 'set-party', item, party: 0, unit: '省财政厅', role: 'guide' }, { op: 'remove-party', item, party: 2 })
  await edit({ op: 'add-deadline', item, kind: 'date', value: '2020-07-01' })
  await edit({ op: 'set-deadline', item, deadline: 0, kind: 'year_end', value: '2020-12-31' }, { op: 'remove-deadline', item, deadline: 1 })
  await reshape(edit)
  const body = { edits: [{ op: 'title', item, title: '别的' }] }
  await problem(428, 'http.precondition-required', 'editImport', { as, id, body })
  await problem(412, 'http.precondition-failed', 'editImport', { as, id, body, headers: { 'If-Match': '"v0"' } })
  await problem(400, 'followup.bad-edit', 'editImport', { as, id, body: { edits: [{ op: 'paint', item }] }, headers: { 'If-Match': draft.headers.etag } })
  return id
}

// Items merged, cut, added, taken out; every step taken back, so the draft is what it was.
async function reshape(edit) {
  let { body } = await edit({ op: 'undo' })
  body = (await edit({ op: 'redo' })).body
  const before = JSON.stringify(body.items)
  const [first, second] = body.items
  await edit({ op: 'merge-items', items: [first.key, second.key] })
  await edit({ op: 'undo' })
  await edit({ op: 'split-item', item: first.key, at: body.text.indexOf('6月30日') })
  await edit({ op: 'move-item', item: first.key, number: '1-1', section_path: first.section_path })
  await edit({ op: 'undo' })
  await edit({ op: 'undo' })
  await edit({ op: 'remove-item', item: second.key }, { op: 'restore-item', item: second.key })
  await edit({ op: 'remove-item', item: second.key })
  await edit({ op: 'undo' })
  await edit({ op: 'undo' })
  await edit({ op: 'add-item', after: second.key, number: '3', section_path: '', title: '第三件事', span: second.span })
  body = (await edit({ op: 'undo' })).body
  expect(JSON.stringify(body.items) === before, 'every step taken back leaves the draft as it was')
}

// Another text of a plan: compared, attached, applied.
async function texts({ office: as, drafter }) {
  const plan = (await ok('listPlans', { as })).body.items.find((one) => one.number === '测府办〔2020〕1号')
  const bring = async (text) => {
    const { id } = (await ok('importNotice', { as, file: ['corrected.txt', text] })).body
    return { id, headers: { 'If-Match': await answerAll(as, id) } }
  }
  const body = { plan_id: plan.id }
  const other = await bring(notice(1).replace('6月30日', '9月30日') + '3. 做好第三件事。（省教育厅负责）\n')
  const tasks = JSON.stringify((await ok('listTasks', { as, id: plan.id })).body)
  const { counts } = (await ok('compareImport', { as, id: other.id, query: { plan: plan.id } })).body
  expect(counts.changed === 1 && counts.added === 1 && counts.same === 1 && counts.removed === 0, 'the comparison counts')
  await problem(400, 'http.bad-parameter', 'compareImport', { as, id: other.id })
  await problem(404, 'followup.no-plan', 'compareImport', { as, id: other.id, query: { plan: '9223372036854775807' } })
  expect(JSON.stringify((await ok('listTasks', { as, id: plan.id })).body) === tasks, 'comparing changes nothing')
  await problem(428, 'http.precondition-required', 'attachImport', { as, id: other.id, body })
  await problem(412, 'http.precondition-failed', 'correctPlan', { as, id: other.id, body, headers: { 'If-Match': '"v0"' } })
  await ok('correctPlan', { as, ...other, body })
  expect((await ok('listTasks', { as, id: plan.id })).body.total === 3, 'the correction is applied')
  const beside = await bring(notice(1).replace('做好第二件事', '办好第二件事'))
  await ok('attachImport', { as, ...beside, body })
  await problem(409, 'followup.already-planned', 'attachImport', { as, ...beside, body })
  const { items } = (await ok('listPlanTexts', { as, id: plan.id })).body
  expect(items.map((text) => text.relation).join() === 'original,correction,attached', 'the plan has three texts')
  await ok('getPlanText', { as, id: plan.id, query: { import: beside.id } })
  await problem(403, 'access.role', 'listPlanTexts', { as: drafter, id: plan.id })
}

// A plan below another, item by item.
async function links({ office: as, drafter }) {
  const plans = (await ok('listPlans', { as })).body.items
  const lower = plans.find((one) => one.number === '测府办〔2020〕1号')
  const upper = plans.find((one) => one.sample)
  const id = lower.id
  await ok('getLinks', { as, id })
  const { body } = await ok('setParent', { as, id, body: { parent_id: upper.id, unit_id: null } })
  const task_id = body.tasks[0].task.id
  const parent_id = body.parent_tasks[0].id
  const edit = (linked) => ok('editLinks', { as, id, body: { links: [{ task_id, parent_id, linked }] } })
  const linked = (await edit(true)).body
  expect(linked.tasks[0].links[0] === parent_id && linked.uncovered.length === 49, 'what is linked is covered')
  await ok('getRelatives', { as, id: parent_id })
  await ok('getRelatives', { as, id: task_id })
  await ok('getRelatives', { as: drafter, id: (await ok('listTasks', { as: drafter, id: upper.id })).body.items[0].id })
  await problem(404, 'followup.no-task', 'getRelatives', { as, id: '9223372036854775807' })
  await problem(400, 'followup.bad-link', 'editLinks', { as, id, body: { links: [{ task_id: parent_id, parent_id, linked: true }] } })
  await problem(400, 'followup.bad-parent', 'setParent', { as, id, body: { parent_id: id, unit_id: null } })
  await problem(404, 'followup.no-plan', 'getLinks', { as, id: '9223372036854775807' })
  await edit(false)
  await ok('setParent', { as, id, body: { parent_id: null, unit_id: null } })
}

// A ledger of an office's own, read by what its columns hold.
async function ledgers({ office: as }) {
  const sheet = '编号,干什么,谁来干,啥时候干完\n1,修复农村公路二百公里,省交通运输厅,2020年10月底前\n2,新建小学三所,省教育厅,2020年12月31日前\n'
  const { id } = (await ok('importNotice', { as, file: ['ledger.csv', sheet] })).body
  const { body, headers } = await ok('getImport', { as, id })
  expect(body.kind === 'ledger' && body.mapping.length === 1, 'a sheet is a ledger')
  const set = (uses) => ({ as, id, body: { edits: [{ op: 'set-mapping', tables: [{ table: 0, uses }] }] }, headers: { 'If-Match': headers.etag } })
  await problem(400, 'followup.bad-edit', 'editImport', set(['number', 'ignored', 'lead', 'deadline']))
  const read = (await ok('editImport', set(['number', 'task', 'lead', 'deadline']))).body
  expect(read.items.length === 2 && read.items[0].parties[0].role === 'lead', 'it is read by the columns a person gave')
}

async function calendarAndViews({ office: as, drafter, admin }) {
  const { id } = (await ok('listPlans', { as })).body.items.find((plan) => plan.sample)
  const query = { from: '2011-11-01', to: '2012-12-31' }
  const { body } = await ok('getCalendar', { as, id, query })
  expect(body.entries.some((entry) => entry.date === '2011-11-15'), 'the first report is due on 15 November 2011')
  await ok('getCalendar', { as: drafter, id, query: { ...query, role: 'lead', q: '园区' } })
  await problem(400, 'followup.calendar-range', 'getCalendar', { as, id, query: { from: '2012-01-01', to: '2011-01-01' } })
  await problem(400, 'http.bad-parameter', 'getCalendar', { as, id })
  for (const format of ['xlsx', 'docx', 'csv']) await ok('exportPlan', { as: drafter, id, query: { format, section: '四' } })
  await problem(400, 'http.bad-parameter', 'exportPlan', { as, id, query: { format: 'pdf' } })
  await problem(404, 'followup.no-plan', 'exportPlan', { as, id: '9223372036854775807', query: { format: 'csv' } })
  await problem(403, 'access.role', 'exportPlan', { as: admin, id, query: { format: 'csv' } })
  const view = { plan_id: id, name: '本月到期', address: `/plans/${id}?due_to=2011-11-30` }
  const saved = (await ok('saveView', { as: drafter, body: view })).body
  await ok('listViews', { as: drafter })
  await problem(400, 'followup.bad-view', 'saveView', { as: drafter, body: { ...view, address: 'https://elsewhere' } })
  await problem(404, 'followup.no-view', 'removeView', { as, id: saved.id })
  await ok('removeView', { as: drafter, id: saved.id })
  await problem(403, 'access.role', 'listViews', { as: admin })
}

async function answerAll(as, id) {
  const draft = await ok('getImport', { as, id })
  const open = draft.body.questions.filter((question) => !question.answer)
  if (!open.length) return draft.headers.etag
  const body = { edits: open.map((question) => ({ op: 'answer', question: question.id, choice: question.choices[0] })) }
  return (await ok('editImport', { as, id, body, headers: { 'If-Match': draft.headers.etag } })).headers.etag
}

async function plansFromImports({ office: as, drafter }, edited) {
  const { body: made } = await ok('importNotice', { as, file: ['notice-193.txt', seed] })
  const again = await ok('importNotice', { as, file: ['notice-193.txt', seed] })
  expect(again.status === 200 && again.body.repeated && again.body.id === made.id, 'the same file is known')
  const { id } = made
  const open = (await ok('getImport', { as, id })).headers.etag
  await problem(409, 'followup.questions-open', 'makePlan', { as, id, body: {}, headers: { 'If-Match': open } })
  const headers = { 'If-Match': await answerAll(as, id), 'Idempotency-Key': 'contract-0001' }
  await problem(409, 'followup.same-number', 'makePlan', { as, id, body: {}, headers })
  await problem(428, 'http.precondition-required', 'makePlan', { as, id, body: {} })
  await problem(403, 'access.role', 'makePlan', { as: drafter, id, body: {}, headers })
  const body = { name: '第二份', second: true }
  const plan = (await ok('makePlan', { as, id, body, headers })).body
  expect((await ok('makePlan', { as, id, body, headers })).body.id === plan.id, 'the same key answers with the same plan')
  await problem(409, 'followup.already-planned', 'makePlan', { as, id, body, headers: { ...headers, 'Idempotency-Key': 'contract-0002' } })
  await ok('makePlan', { as, id: edited, body: {}, headers: { 'If-Match': await answerAll(as, edited) } })
  await ok('getImport', { as, id })
  const spare = (await ok('importNotice', { as, file: ['spare.txt', notice(2)] })).body.id
  await ok('discardImport', { as, id: spare })
  await problem(404, 'followup.no-import', 'getImport', { as, id: spare })
  await problem(409, 'followup.already-planned', 'discardImport', { as, id })
  const page = await ok('listImports', { as, query: { limit: 1 } })
  await ok('listImports', { as, query: { limit: 1, cursor: page.body.next_cursor } })
}

async function reading(callers) {
  const { office, drafter, admin } = callers
  for (const as of [office, drafter, callers.signer]) {
    const { body } = await ok('listPlans', { as })
    for (const { id } of body.items) {
      await ok('getPlan', { as, id })
      await ok('getMatrix', { as, id })
      const tasks = (await ok('listTasks', { as, id, query: { limit: 500 } })).body.items
      for (const task of tasks) await ok('getTask', { as, id: task.id })
      if (as === office) await ok('getPlanText', { as, id })
    }
    for (const q of ['园区', '省', '示例', '2', '没有这样的词']) await ok('search', { as, query: { q } })
  }
  await problem(400, 'http.bad-parameter', 'search', { as: office })
  await problem(403, 'access.role', 'listPlans', { as: admin })
  for (const operation of ['getPlan', 'getMatrix', 'getPlanText', 'listTasks']) {
    await problem(404, 'followup.no-plan', operation, { as: office, id: '9223372036854775807' })
  }
  await problem(404, 'followup.no-task', 'getTask', { as: office, id: '9223372036854775807' })
  await problem(403, 'access.role', 'getPlanText', { as: drafter, id: '1' })
}

async function filters({ office: as }) {
  const plans = (await ok('listPlans', { as })).body.items
  const { id } = plans.find((plan) => plan.sample)
  const { units, sections } = (await ok('getPlan', { as, id })).body
  const list = (query) => ok('listTasks', { as, id, query })
  for (const query of [
    { section: sections[0].path }, { unit: units[0].unit.id }, { unit: units[0].unit.id, role: units[0].roles[0] }, { role: 'lead' },
    { due_from: '2011-11-01', due_to: '2012-12-31' }, { dated: true }, { dated: false }, { flag: 'open_list' }, { q: '园区' }, { q: '没有这样的词' },
  ]) {
    await list(query)
  }
  const page = (await list({ limit: 10 })).body
  expect(page.total === 50 && page.items.length === 10, 'the first page tells how many there are')
  await list({ limit: 10, cursor: page.next_cursor })
  await problem(400, 'http.bad-parameter', 'listTasks', { as, id, query: { due_from: 'soon' } })
}

// One task from signing to closing, and what is refused on the way.
async function life({ office, drafter, signer, admin }) {
  const plan = (await ok('listPlans', { as: office })).body.items.find((one) => one.sample)
  const { id } = (await ok('listTasks', { as: office, id: plan.id, query: { q: '资金' } })).body.items.find((task) => task.number === '5')
  const nowhere = '9223372036854775807'
  let now = await ok('getLife', { as: signer, id })
  const act = async (operation, as, body, part) => (now = await ok(operation, { as, id, part, body, headers: { 'If-Match': now.headers.etag } }))
  const refused = (status, code, operation, as, body, part) => problem(status, code, operation, { as, id, part, body, headers: { 'If-Match': now.headers.etag } })
  await problem(409, 'followup.already-started', 'startPlan', { as: office, id: plan.id })
  await problem(403, 'access.role', 'startPlan', { as: signer, id: plan.id })
  await problem(404, 'followup.no-task', 'getLife', { as: signer, id: nowhere })
  await problem(428, 'http.precondition-required', 'signTask', { as: signer, id, body: {} })
  await act('signTask', signer, {})
  await refused(409, 'followup.already-signed', 'signTask', signer, {})
  await problem(412, 'http.precondition-failed', 'signTask', { as: drafter, id, body: {}, headers: { 'If-Match': '"v1"' } })
  await objections({ office, drafter }, act, refused, () => now.body)
  await milestones({ office, drafter, signer }, act, refused, () => now.body)
  await closing({ office, signer }, id, act, refused, () => now.body)
  const course = { reason: '机构改革', approver_name: '林志远', approver_position: '副秘书长', approved_on: '2011-11-10' }
  await refused(409, 'followup.not-now', 'changeCourse', office, { kind: 'pause', ...course })
  await act('changeCourse', office, { kind: 'restart', ...course })
  await act('changeCourse', office, { kind: 'pause', ...course })
  await refused(403, 'access.role', 'changeCourse', signer, { kind: 'restart', ...course })
  await act('changeCourse', office, { kind: 'restart', ...course })
  await ok('getTask', { as: office, id })
  for (const as of [office, drafter, signer]) await ok('getOverview', { as, id: plan.id })
  for (const query of [{ light: 'undated' }, { light: 'on', state: 'in_progress' }]) await ok('listTasks', { as: office, id: plan.id, query })
  await ok('listTasks', { as: signer, id: plan.id, query: { light: 'joint' } })
  await problem(400, 'http.bad-parameter', 'listTasks', { as: office, id: plan.id, query: { light: 'green' } })
  await problem(404, 'followup.no-plan', 'getOverview', { as: office, id: nowhere })
  await ok('getPlanArchive', { as: office, id: plan.id })
  await ok('getTaskArchive', { as: office, id })
  await problem(404, 'followup.no-plan', 'getPlanArchive', { as: office, id: nowhere })
  await problem(404, 'followup.no-task', 'getTaskArchive', { as: office, id: nowhere })
  await problem(403, 'access.role', 'getOverview', { as: admin, id: plan.id })
  const other = (await ok('listPlans', { as: office })).body.items.find((one) => one.number === '测府办〔2020〕1号')
  expect((await ok('startPlan', { as: office, id: other.id })).body.first === '督2011-0051', 'numbers go on from plan to plan')
}

async function objections({ office, drafter }, act, refused, now) {
  await act('objectToTask', drafter, { reason: '培训资金另有办法', proposed_unit_id: null })
  await refused(409, 'followup.already-objecting', 'objectToTask', drafter, { reason: '再提一次' })
  const part = now().objections[0].id
  await refused(400, 'http.bad-field', 'setClock', office, {})
  await act('setClock', office, { stopped: true })
  await refused(409, 'followup.clock', 'setClock', office, { stopped: true })
  await refused(404, 'followup.no-objection', 'decideObjection', office, { decision: 'keep', words: '维持' }, '9223372036854775807')
  const ruling = { leader: '林志远', position: '副秘书长', on: '2011-11-10', words: '按原分工办理。' }
  await act('decideObjection', office, { decision: 'keep', words: '维持原分工', ruling }, part)
  expect(now().objections[0].ruling.leader === '林志远' && now().stopped_on === null, 'the ruling is recorded, the clock runs')
}

async function milestones({ office, drafter, signer }, act, refused, now) {
  const draft = [{ title: '初稿', due: '2012-02-29' }, { title: '印发', due: '2012-08-31', unit_id: null }]
  await refused(403, 'followup.not-yours', 'proposeMilestones', drafter, { milestones: draft })
  await refused(400, 'followup.bad-milestone', 'proposeMilestones', signer, { milestones: [{ title: '早', due: '2011-01-01' }] })
  await act('proposeMilestones', signer, { milestones: draft, words: '先出稿' })
  const open = () => now().proposals.find((one) => one.state === 'open').id
  await refused(400, 'followup.incomplete', 'decideProposal', office, { approved: false }, open())
  await act('decideProposal', office, { approved: false, words: '请补对照表' }, open())
  await act('proposeMilestones', signer, { milestones: draft })
  await act('decideProposal', office, { approved: true }, open())
  await act('sayProgress', signer, { percent: 60, words: '已有初稿' })
  await act('sayProgress', office, { percent: 45 })
  await refused(400, 'http.bad-field', 'sayProgress', signer, { percent: 'half', words: '一半' })
  const steps = now().milestones.filter((one) => one.state === 'approved')
  await refused(404, 'followup.no-milestone', 'reportMilestone', signer, { words: '完成' }, '9223372036854775807')
  await act('reportMilestone', signer, { words: '已成稿', evidence: [{ kind: 'words', title: '征求意见稿' }] }, steps[0].id)
  await refused(409, 'followup.milestone-state', 'reportMilestone', signer, { words: '完成' }, steps[0].id)
  await act('decideMilestone', office, { confirmed: false, words: '请附稿' }, steps[0].id)
  await refused(409, 'followup.milestone-state', 'decideMilestone', office, { confirmed: false, words: '再退' }, steps[0].id)
  for (const step of steps) await act('decideMilestone', office, { confirmed: true }, step.id)
}

async function closing({ office, signer }, id, act, refused, now) {
  const file = (await ok('addEvidenceFile', { as: signer, id, file: ['办法.txt', '第一条 为规范资金使用……\n'] })).body
  await problem(422, 'notice.secret', 'addEvidenceFile', { as: signer, id, file: ['不能留下.txt', `机密★1年\n\n${notice(97)}`] })
  await problem(404, 'followup.no-evidence', 'getEvidenceFile', { as: office, id, part: '1' })
  await ok('getEvidenceFile', { as: office, id, part: file.id })
  const application = { outcome: 'closed', words: '办法已印发', evidence: [{ id: file.id, line: 0 }, { kind: 'link', title: '网上公开', reference: 'https://example.org/', line: 1 }] }
  await refused(400, 'followup.incomplete', 'applyForClosing', signer, { ...application, evidence: [] })
  await refused(409, 'followup.not-now', 'withdrawClosing', signer, {})
  await act('applyForClosing', signer, application)
  await act('withdrawClosing', signer, {})
  await act('applyForClosing', signer, { ...application, evidence: [{ kind: 'words', title: '另附', line: 2 }] })
  await act('returnClosing', office, { words: '材料不全' })
  await refused(409, 'followup.not-now', 'returnClosing', office, { words: '再退' })
  await act('applyForClosing', signer, application)
  await act('checkClosing', office, {})
  const lines = now().closings[0].lines
  await refused(404, 'followup.no-line', 'checkClosing', office, { lines: [{ id: '9223372036854775807', met: true, method: 'phone' }] })
  const agreement = { outcome: 'closed', approver_name: '林志远', approver_position: '副秘书长', words: '同意' }
  const unmet = await refused(409, 'followup.lines-unmet', 'agreeToClosing', office, agreement)
  expect(unmet.body.details.lines.split('\n').length === lines.length, 'each line that is not met is named')
  await act('checkClosing', office, { lines: lines.map((line, n) => ({ id: line.id, met: true, method: ['documents', 'phone', 'site'][n % 3], note: '属实', checked_on: '2011-11-10' })) })
  await act('agreeToClosing', office, agreement)
  expect(now().closing_number === '销2011-0001' && now().light === 'done', 'the task is closed by its number')
}

// The server's own copy of the pack is edited: broken, sound, edited again behind the back of a preview.
async function packs({ office, admin, drafter }) {
  const id = (await ok('listPacks', { as: admin })).body.items[0].code
  const file = join(need('LUOSHI_PACK'), 'units.yaml')
  const text = readFileSync(file, 'utf8')
  const before = (await ok('getPack', { as: admin, id })).body
  expect((await ok('previewPack', { as: admin, id })).body.state === 'same', 'the folder holds what is in force')
  writeFileSync(file, `${text}\n  - {id: gd.x, kind: group, name: 测试组, list: wrong}\n`)
  const broken = (await ok('previewPack', { as: office, id })).body
  expect(broken.state === 'broken' && broken.findings[0].file === 'units.yaml', 'a mistake is told with its file')
  await problem(422, 'pack.broken', 'activatePack', { as: office, id, body: { digest: broken.digest } })
  writeFileSync(file, `${text}\n  - {id: gd.x, kind: group, name: 测试组, list: none}\n`)
  const { state, digest, sections } = (await ok('previewPack', { as: office, id })).body
  expect(state === 'changed' && sections[0].changes[0].act === 'added', 'what is new is told')
  expect((await ok('listPacks', { as: office })).body.items[0].state === 'changed', 'the list tells that there is something new')
  await problem(409, 'pack.changed-meanwhile', 'activatePack', { as: office, id, body: { digest: broken.digest } })
  await problem(403, 'access.role', 'activatePack', { as: admin, id, body: { digest } })
  const after = (await ok('activatePack', { as: office, id, body: { digest } })).body
  expect(after.versions.length === 2 && after.versions[1].id === before.pack.version_id, 'the version before is kept')
  writeFileSync(file, text.replace('name: "省经信委"', 'name: "省经信厅"'))
  const renamed = (await ok('previewPack', { as: office, id })).body
  expect(renamed.sections[0].changes.some((change) => change.act === 'kept') && renamed.sections[0].changes.some((change) => change.fields.length), 'what differs and what is left out is told')
  for (const operation of ['getPack', 'previewPack', 'activatePack']) {
    await problem(404, 'pack.no-pack', operation, { as: office, id: 'nobody', body: operation === 'activatePack' ? { digest } : undefined })
  }
  for (const operation of ['listPacks', 'previewPack']) await problem(403, 'access.role', operation, { as: drafter, id })
}

// Forms of the pack, their check and one's own trials of them.
async function forms({ office, admin, drafter }) {
  const as = office
  const id = (await ok('listPacks', { as })).body.items[0].code
  const { forms: all } = (await ok('listForms', { as: admin, id })).body
  expect(all.length > 50, 'the pack has forms')
  const drawn = []
  for (const { code } of all) drawn.push((await ok('getForm', { as, id, form: code })).body)
  const fieldsOf = ({ sections }) => sections.flatMap((section) => section.fields)
  const isText = (field) => ['text', 'long_text'].includes(field.kind) && !field.computed && !field.conditional
  const { code: form, ...chosen } = drawn.find((one) => fieldsOf(one).some(isText) && fieldsOf(one).some((field) => field.computed))
  const frame = { values: {}, reasons: {}, handed: {}, day: '2011-11-10', period: '2011年', subject: 'gd.park05' }
  await ok('beginForm', { as, id, form, body: frame })
  const outcome = (await ok('checkForm', { as, id, form, body: { ...frame, values: { 没有的字段: '1' } } })).body
  expect(!outcome.may_be_handed_in && outcome.findings.some((finding) => finding.code === 'form.unknown-field'), 'a check tells what is wrong')
  const computed = fieldsOf(chosen).find((field) => field.computed)
  await ok('explainField', { as, id, form, body: { ...frame, field: computed.name } })
  const made = await ok('createFilledForm', { as, id, form, body: frame })
  const filled = made.body.id
  await ok('listFilledForms', { as, id, form })
  const etag = (await ok('getFilledForm', { as, id: filled })).headers.etag
  const number = (await ok('keepFilledVersion', { as, id: filled })).body.number
  const text = fieldsOf(chosen).find(isText)
  await ok('saveFilledForm', { as, id: filled, headers: { 'If-Match': etag }, body: { values: { [text.name]: '甲' }, reasons: {} } })
  const { changes } = (await ok('compareFilledVersions', { as, id: filled, query: { from: number } })).body
  expect(changes.length === 1 && changes[0].after === '甲', 'what was typed is the difference')

  for (const format of ['xlsx', 'docx']) {
    const copy = await ok('getFormCopy', { as, id: filled, query: { format } })
    const read = (await ok('readFormCopy', { as, id: filled, file: [`copy.${format}`, copy.bytes] })).body
    expect(read.changes.length === 0 && read.problems.length === 0, 'a copy that nobody touched says the same')
  }
  await problem(400, 'http.bad-parameter', 'getFormCopy', { as, id: filled, query: { format: 'pdf' } })
  await problem(415, 'http.not-multipart', 'readFormCopy', { as, id: filled, body: {} })

  await problem(412, 'form.changed-meanwhile', 'saveFilledForm', { as, id: filled, headers: { 'If-Match': etag }, body: { values: {} } })
  await problem(404, 'form.no-version', 'compareFilledVersions', { as, id: filled, query: { from: 9 } })
  for (const operation of ['getFilledForm', 'eraseFilledForm', 'keepFilledVersion']) {
    await problem(404, 'form.no-filled', operation, { as: admin, id: filled }) // another person's
  }
  for (const operation of ['getForm', 'beginForm', 'checkForm', 'explainField', 'createFilledForm']) {
    await problem(404, 'form.unknown-form', operation, { as, id, form: 'nobody', body: operation === 'getForm' ? undefined : operation === 'explainField' ? { ...frame, field: '甲' } : frame })
  }
  await problem(400, 'form.json', 'checkForm', { as, id, form, body: { values: { [text.name]: 1.5 } } })
  await problem(400, 'http.bad-field', 'explainField', { as, id, form, body: { ...frame, field: text.name } })
  await problem(404, 'pack.no-pack', 'listForms', { as, id: 'nobody' })
  await problem(403, 'access.role', 'listFilledForms', { as: drafter, id, form })
  await ok('eraseFilledForm', { as, id: filled })
}

async function walk() {
  const installation = await system()
  const account = (role) => installation.demo_accounts.find((person) => person.role === role)
  const callers = {}
  for (const [name, role] of [['office', 'office'], ['drafter', 'drafter'], ['signer', 'signer'], ['leader', 'leader'], ['secretary', 'secretary'], ['admin', 'administrator']]) {
    callers[name] = await client.logIn(account(role).username, account(role).password)
  }
  await businessDate(callers, installation)
  await setUp()
  await closedDoors(callers)
  await people(callers)
  await units(callers)
  await news(callers)
  await refusedFiles(callers)
  await plansFromImports(callers, await edits(callers))
  await reading(callers)
  await filters(callers)
  await texts(callers)
  await links(callers)
  await ledgers(callers)
  await calendarAndViews(callers)
  await life(callers)
  await forms(callers)
  await duties(client, callers, kNewPassword)
  await burden(client, callers)
  await subtasks(client, callers)
  await documents(client, callers)
  await supervision(client, callers)
  await leaders(client, callers)
  await peopleOfUnits(client, callers)
  await unitChanges(client, callers)
  await packs(callers)
  await access(client, callers, kNewPassword)
}

// What was not exercised: operations without a success or a problem, kinds of edit nobody sent.
function gaps() {
  const of = (id, test) => client.answers.some((answer) => answer.operation === id && test(answer.status))
  const faults = []
  for (const id of contract.operations.keys()) {
    if (!of(id, (status) => status < 300)) faults.push(`${id}: no success`)
    if (!kNoProblem[id] && !of(id, (status) => status >= 400)) faults.push(`${id}: no problem answer`)
  }
  const sent = new Set(client.answers.filter((a) => a.operation === 'editImport' && a.status < 300).flatMap((a) => a.sent.body.edits.map((e) => e.op)))
  for (const { properties } of contract.document.components.schemas.Edit.oneOf) {
    for (const op of properties.op.enum ?? [properties.op.const]) if (!sent.has(op)) faults.push(`editImport: no edit '${op}'`)
  }
  return faults
}

function table() {
  for (const { id, method, path } of contract.operations.values()) {
    const counts = {}
    for (const { status } of client.answers.filter((answer) => answer.operation === id)) counts[status] = (counts[status] ?? 0) + 1
    const seen = Object.entries(counts).map(([status, count]) => `${status}×${count}`).join(' ')
    console.log(`${id.padEnd(16)} ${method.padEnd(6)} ${path.padEnd(34)} ${seen}`)
  }
}

function judged() {
  const judge = new Judge(contract)
  const documented = readFileSync(join(root, 'docs/errors.md'), 'utf8')
  const faults = new Map() // each said once, with how often
  const say = (fault) => faults.set(fault, (faults.get(fault) ?? 0) + 1)
  for (const answer of client.answers) {
    for (const fault of judge.judge(answer)) say(`${answer.operation} ${answer.status}: ${fault.replaceAll(/\/\d+/g, '/…')}`)
    const code = answer.status >= 400 && answer.body.code
    if (code && !documented.includes(`\`${code}\``)) say(`${answer.operation} ${answer.status}: code '${code}' is not in docs/errors.md`)
  }
  return [...faults].map(([fault, count]) => `${fault} (${count}×)`)
}

// The judge is judged: each of these contracts must be broken by what was seen.
function unnoticed() {
  return mutations(contract)
    .filter(({ contract: changed }) => {
      const judge = new Judge(changed)
      return client.answers.every((answer) => judge.judge(answer).length === 0)
    })
    .map(({ name }) => `not noticed in a changed contract: ${name}`)
}

await walk()
table()
const faults = [...judged(), ...gaps(), ...unnoticed()]
for (const fault of faults) console.error(`✗ ${fault}`)
console.log(`${client.answers.length} answers to ${contract.operations.size} operations; ${mutations(contract).length} changed contracts; ${faults.length} faults`)
process.exitCode = faults.length ? 1 : 0
