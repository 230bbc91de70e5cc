// SPDX-License-Identifier: Apache-2.0
// Item 47: 省委宣传部, with 政研室 and 经信委, brings the manuscript through versions, comments, signatures and the review
// before release to a paper.
import { check, equal, open } from './world.mjs'

const { client, ok, problem, office, drafter, document, unit, person, day } = await open()
const { id, ...found } = await document('manuscript')
equal([found.task_number, found.lead.short_name, found.published], ['47', '省委宣传部', true], 'item 47 orders a manuscript of its lead')
const xcb = await person('省委宣传部', 'xcb')
const zys = await person('省委政研室', 'zys')
const jxw = await person('省经信委', 'jxw')
const ids = [(await unit('省委政研室')).id, (await unit('省经信委')).id]

const end = (step, more = {}) => ok('endStep', { as: xcb, id, body: { step, state: 'done', ...more } })
const refused = (step, code) => problem(409, code, 'endStep', { as: xcb, id, body: { step, state: 'done', evidence: '审读意见', holder: '部领导' } })
const add = (body) => ok('addText', { as: xcb, id, body: { title: '专题文章', body } })
const asked = async (purpose, unit_id) => (await document('manuscript')).asks.filter((one) => one.purpose === purpose && one.unit.id === unit_id).at(-1)
await end('research')
await add('第一部分　经验。\n第二部分　问题。\n第三部分　战略思考。')
await end('draft')

// Comments: one remark adopted, one not, with its reason.
await ok('askUnits', { as: xcb, id, body: { purpose: 'comment', unit_ids: ids, until: '2011-11-30' } })
const comment = await asked('comment', ids[0])
await problem(403, 'outcome.not-asked', 'answerAsk', { as: jxw, id: comment.id, body: { answer: 'none' } })
await problem(400, 'outcome.bad-answer', 'answerAsk', { as: zys, id: comment.id, body: { answer: 'remarks', remarks: [{ quote: '第九部分', words: '删去' }] } })
await ok('answerAsk', { as: zys, id: comment.id, body: { answer: 'remarks', remarks: [{ quote: '第二部分　问题', words: '补充数据' }, { words: '篇幅偏长' }] } })
await ok('answerAsk', { as: jxw, id: (await asked('comment', ids[1])).id, body: { answer: 'none' } })
await refused('comments', 'outcome.undecided')
const [data, length] = (await asked('comment', ids[0])).remarks
await ok('decideRemark', { as: xcb, id: data.id, body: { decision: 'adopted' } })
await problem(400, 'outcome.reason-needed', 'decideRemark', { as: xcb, id: length.id, body: { decision: 'declined' } })
await ok('decideRemark', { as: xcb, id: length.id, body: { decision: 'declined', reason: '报社已同意篇幅' } })
equal((await add('第一部分　经验。\n第二部分　问题，附数据。\n第三部分　战略思考。')).version, 2, 'the manuscript has a second version')
await end('comments')

// Signatures: silence is no consent; an objection waits for a ruling.
await ok('askUnits', { as: xcb, id, body: { purpose: 'signature', unit_ids: ids, until: '2011-12-10', lapses: true } })
await ok('answerAsk', { as: zys, id: (await asked('signature', ids[0])).id, body: { answer: 'object', words: '第三部分提法须与省委文件一致' } })
await refused('signatures', 'outcome.signature-open')
await day('2011-12-11')
equal((await asked('signature', ids[1])).standing, 'lapsed', 'silence after its day is no objection, and is not called consent')
await refused('signatures', 'outcome.disputed')
await ok('ruleOnAsk', { as: xcb, id: (await asked('signature', ids[0])).id, body: { leader: '省委分管领导', words: '按省委文件修改第三部分' } })
await add('第一部分　经验。\n第二部分　问题，附数据。\n第三部分　战略思考，提法已核。')
await end('signatures')

// The review before release, and the release itself.
await refused('approval', 'outcome.not-yet')
await problem(400, 'outcome.evidence-needed', 'endStep', { as: xcb, id, body: { step: 'review', state: 'done' } })
await end('review', { evidence: '发布前审读意见' })
await end('approval', { holder: '部领导' })
const fields = { issued_on: '2011-12-11', signer: '部领导' }
const file = ['见报稿.txt', '专题文章']
await problem(400, 'outcome.incomplete', 'issueDocument', { as: xcb, id, fields, file })
await problem(400, 'outcome.incomplete', 'issueDocument', { as: xcb, id, fields: { ...fields, paper: '某全国性报纸' }, file })
await problem(403, 'outcome.not-lead', 'issueDocument', { as: zys, id, fields: { ...fields, paper: '某全国性报纸', page: '第7版' }, file })
await client.ok('issueDocument', { as: xcb, id, fields: { ...fields, paper: '某全国性报纸', page: '第7版' }, file })
const done = await document('manuscript')
equal([done.paper, done.page, done.issued_on, done.texts.length], ['某全国性报纸', '第7版', '2011-12-11', 3], 'it was published: paper, page, date, after three versions')
await problem(404, 'outcome.no-document', 'getDocument', { as: drafter, id })
check((await ok('getDocument', { as: office, id })).leads, 'the office sees it all the way')
