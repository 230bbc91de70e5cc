// SPDX-License-Identifier: Apache-2.0
// Item 14: 省经信委 makes the plan that divides the leaders' contact with the ten key parks, up to its number.
import { check, equal, open } from './world.mjs'

const { client, ok, problem, office, drafter, document, unit, person, until, day, inbox } = await open()
const { id, ...found } = await document('contacts')
equal([found.task_number, found.lead.short_name, found.number], ['14', '省经信委', null], 'item 14 orders the plan of its lead, and it has no number yet')
const jxw = await person('省经信委', 'jxw')
const czt = await person('省财政厅', 'czt')
await problem(404, 'outcome.no-document', 'getDocument', { as: drafter, id })

const act = (operation, body, as = jxw) => ok(operation, { as, id, body })
const end = (step, more = {}) => act('endStep', { step, state: 'done', ...more })
await end('research', { holder: '园区处', evidence: '调研报告' })
await problem(409, 'outcome.no-text', 'endStep', { as: jxw, id, body: { step: 'draft', state: 'done' } })
await act('addText', { title: '省领导同志联系重点园区方案（草稿）', body: '一、每位省领导同志联系一至两个重点园区。\n二、每半年到联系园区调研一次。' })
await end('draft', { holder: '园区处' })

// The departments are asked; the plan is theirs to comment, not to change.
await act('askUnits', { purpose: 'comment', unit_ids: [(await unit('省财政厅')).id, (await unit('省人社厅')).id], until: '2011-11-20' })
await problem(403, 'outcome.not-lead', 'addText', { as: czt, id, body: { title: '改', body: '改' } })
check((await inbox(czt)).some((one) => one.link === `/documents/${id}`), 'who is asked finds the document in the inbox')
const asks = (await document('contacts')).asks
const of = (name) => asks.find((one) => one.unit.short_name === name).id
await ok('answerAsk', { as: czt, id: of('省财政厅'), body: { answer: 'remarks', remarks: [{ quote: '每半年到联系园区调研一次', words: '建议改为每季度' }] } })
await problem(403, 'outcome.not-asked', 'answerAsk', { as: czt, id: of('省人社厅'), body: { answer: 'none' } })
await problem(409, 'outcome.comments-open', 'endStep', { as: jxw, id, body: { step: 'comments', state: 'done' } })
await day('2011-11-21')
await until(async () => (await inbox(drafter)).filter((one) => one.link === `/documents/${id}` && one.kind === 'urge').length, 1, 'who is late is reminded once')
await ok('answerAsk', { as: drafter, id: of('省人社厅'), body: { answer: 'none' } })
const remark = (await document('contacts')).asks.flatMap((one) => one.remarks)[0].id
await problem(400, 'outcome.reason-needed', 'decideRemark', { as: jxw, id: remark, body: { decision: 'partly' } })
await ok('decideRemark', { as: jxw, id: remark, body: { decision: 'adopted' } })
await act('addText', { title: '省领导同志联系重点园区方案', body: '一、每位省领导同志联系一至两个重点园区。\n二、每季度到联系园区调研一次。' })
const { paragraphs } = await ok('compareTexts', { as: jxw, id, query: { before: '1', after: '2' } })
equal(paragraphs.map((one) => one.mark), ['same', 'removed', 'added'], 'what was adopted shows in the text')
await end('comments')
await end('signatures', { state: 'skipped', note: '不涉及其他部门职责' })
await end('review', { state: 'not-needed', note: '不涉及公众权利义务' })
await problem(400, 'outcome.holder-needed', 'endStep', { as: jxw, id, body: { step: 'approval', state: 'done' } })
await end('approval', { holder: '省政府领导', evidence: '批件' })

// Each of the ten parks has its leader, or there is no number.
const parks = (await ok('listUnits', { as: office, query: { group: 'gd.g.keyparks', limit: 100 } })).items
equal(parks.length, 10, 'there are ten key parks')
const contacts = parks.map((one, place) => ({ park_id: one.id, leader: `省领导${(place % 5) + 1}` }))
await ok('setContacts', { as: jxw, id, body: { contacts: contacts.slice(1) } })
const fields = { number: '粤双转移办〔2011〕14号', issued_on: '2011-11-21', signer: '省政府领导' }
const file = ['联系方案.txt', '省领导同志联系重点园区方案']
await problem(422, 'outcome.party-without-leader', 'issueDocument', { as: jxw, id, fields, file })
await ok('setContacts', { as: jxw, id, body: { contacts } })
await problem(400, 'outcome.incomplete', 'issueDocument', { as: jxw, id, fields: { ...fields, number: '' }, file })
await client.ok('issueDocument', { as: jxw, id, fields, file })
const done = await document('contacts')
equal([done.number, done.issued_on, done.signer, done.file_name, done.contacts.length], ['粤双转移办〔2011〕14号', '2011-11-21', '省政府领导', '联系方案.txt', 10], 'the plan has number, date, signer and file, and a leader for every park')
await problem(409, 'outcome.issued', 'setContacts', { as: jxw, id, body: { contacts: [] } })
equal(done.steps.map((one) => one.state), ['done', 'done', 'done', 'skipped', 'not-needed', 'done', 'done', 'open'], 'each step says how it ended')
check(done.steps.filter((one) => ['skipped', 'not-needed'].includes(one.state)).every((one) => one.note), 'and a step left out says why')
