// SPDX-License-Identifier: Apache-2.0
// Documents made, as part of contract.mjs: every operation with a success and a problem.
//   await documents(client, callers)

const kNobody = '9223372036854775807'

export async function documents(client, { office, drafter }) {
  const as = office
  const ok = async (...a) => (await client.ok(...a)).body
  const problem = (...a) => client.problem(...a)
  const expect = (truth, sentence) => { if (!truth) throw new Error(sentence) }
  const plan = (await ok('listPlans', { as })).items.find((one) => one.sample)
  const { items } = await ok('listDocuments', { as, id: plan.id })
  expect(items.length === 33, 'the register has the 22 documents, two of them by several units')
  await problem(404, 'followup.no-plan', 'listDocuments', { as, id: kNobody })
  const contacts = items.find((one) => one.code === 'contacts')
  const { id } = items.find((one) => one.code === 'layout')
  const get = () => ok('getDocument', { as, id })
  const end = (step, more = {}) => ok('endStep', { as, id, body: { step, state: 'done', ...more } })
  await problem(404, 'outcome.no-document', 'getDocument', { as: drafter, id })
  await problem(404, 'outcome.no-document', 'getDocument', { as, id: kNobody })

  await problem(409, 'outcome.not-yet', 'endStep', { as, id, body: { step: 'approval', state: 'done', holder: '某人' } })
  await end('research')
  await problem(409, 'outcome.no-text', 'endStep', { as, id, body: { step: 'draft', state: 'done' } })
  await problem(400, 'outcome.bad-text', 'addText', { as, id, body: { title: '草稿', body: '' } })
  await ok('addText', { as, id, body: { title: '草稿', body: '第一条' } })
  await ok('addText', { as, id, body: { title: '草稿', body: '第一条\n第二条' } })
  const { paragraphs } = await ok('compareTexts', { as, id, query: { before: '1', after: '2' } })
  expect(paragraphs.map((one) => one.mark).join() === 'same,added', 'what was added shows')
  await problem(404, 'outcome.no-version', 'compareTexts', { as, id, query: { before: '1', after: '9' } })
  await problem(409, 'outcome.nothing-to-compare', 'compareTexts', { as, id })

  const unit = (await ok('listDues', { as: drafter })).items[0].unit.id
  const question = { unit_ids: [unit], until: '2014-12-31' }
  await problem(409, 'outcome.not-yet', 'askUnits', { as, id, body: { purpose: 'comment', ...question } })
  await end('draft')
  await problem(400, 'outcome.bad-question', 'askUnits', { as, id, body: { purpose: 'comment', ...question, lapses: true } })
  await ok('askUnits', { as, id, body: { purpose: 'comment', ...question } })
  const ask = (await ok('getDocument', { as: drafter, id })).asks[0].id // who was asked sees it
  expect((await ok('listDocuments', { as: drafter, id: plan.id })).items.some((one) => one.id === id && one.waiting.length === 1), 'and finds it in the list')
  await problem(403, 'outcome.not-lead', 'addText', { as: drafter, id, body: { title: '改', body: '改' } })
  await problem(400, 'outcome.bad-answer', 'answerAsk', { as: drafter, id: ask, body: { answer: 'agree' } })
  await problem(404, 'outcome.no-document', 'answerAsk', { as: drafter, id: kNobody, body: { answer: 'none' } })
  await ok('answerAsk', { as: drafter, id: ask, body: { answer: 'remarks', remarks: [{ quote: '第二条', words: '补充条件' }] } })
  const remark = (await get()).asks[0].remarks[0].id
  await problem(400, 'outcome.reason-needed', 'decideRemark', { as, id: remark, body: { decision: 'declined' } })
  await problem(403, 'outcome.not-lead', 'decideRemark', { as: drafter, id: remark, body: { decision: 'adopted' } })
  await problem(409, 'outcome.undecided', 'endStep', { as, id, body: { step: 'comments', state: 'done' } })
  await ok('decideRemark', { as, id: remark, body: { decision: 'adopted' } })
  await end('comments')

  await ok('askUnits', { as, id, body: { purpose: 'signature', ...question, lapses: true } })
  const signature = (await get()).asks.find((one) => one.purpose === 'signature').id
  await problem(409, 'outcome.not-disputed', 'ruleOnAsk', { as, id: signature, body: { leader: '某省长', words: '同意' } })
  await ok('answerAsk', { as: drafter, id: signature, body: { answer: 'object', words: '口径不一致' } })
  await problem(409, 'outcome.disputed', 'endStep', { as, id, body: { step: 'signatures', state: 'done' } })
  await ok('ruleOnAsk', { as, id: signature, body: { leader: '某省长', words: '按第二稿' } })
  await end('signatures')
  await ok('endStep', { as, id, body: { step: 'review', state: 'not-needed', note: '不涉及公众' } })
  await end('approval', { holder: '某省长' })

  const fields = { number: '粤府办〔2011〕1号', issued_on: '2011-11-10', signer: '某主任' }
  const file = ['印发稿.txt', '正文']
  await problem(409, 'outcome.not-issued', 'getIssuedFile', { as, id })
  await problem(400, 'outcome.incomplete', 'issueDocument', { as, id, fields: { ...fields, signer: '' }, file })
  await problem(409, 'outcome.not-issued', 'reviseDocument', { as, id, body: { why: '到期' } })
  await ok('issueDocument', { as, id, fields, file })
  await ok('getIssuedFile', { as, id })
  await problem(409, 'outcome.issued', 'addText', { as, id, body: { title: '改', body: '改' } })
  await problem(400, 'outcome.reason-needed', 'evaluateDocument', { as, id, body: { words: '' } })
  await problem(400, 'outcome.incomplete', 'evaluateDocument', { as, id, body: { words: '继续有效', next_on: '2011-01-01' } })
  await ok('evaluateDocument', { as, id, body: { words: '继续有效', next_on: '2015-11-10' } })
  const evaluated = await get()
  expect(evaluated.review_on === '2015-11-10' && evaluated.evaluations.length === 1, 'what the evaluation found is kept')
  const next = await ok('reviseDocument', { as, id, body: { why: '目录有变' } })
  await ok('addText', { as, id: next.id, body: { title: '新稿', body: '第一条（新）\n第二条' } })
  await ok('compareTexts', { as, id: next.id })

  await problem(409, 'outcome.no-contacts', 'setContacts', { as, id: next.id, body: { contacts: [] } })
  await problem(400, 'outcome.bad-contact', 'setContacts', { as, id: contacts.id, body: { contacts: [{ park_id: unit, leader: '某省长' }] } })
  await ok('setContacts', { as, id: contacts.id, body: { contacts: [] } })
}
