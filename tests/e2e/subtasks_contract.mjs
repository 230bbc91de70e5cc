// SPDX-License-Identifier: Apache-2.0
// Splitting down and collecting, as part of contract.mjs: every operation with a success and a problem.
//   await subtasks(client, callers)      drafter: of 省人社厅, which leads tasks; signer: of 省财政厅

const kNobody = '9223372036854775807'

export async function subtasks(client, { office, drafter, signer, admin }) {
  const ok = (...a) => client.ok(...a)
  const problem = (...a) => client.problem(...a)
  const today = (await ok('getSystem')).body.business_date
  const plan = (await ok('listPlans', { as: office })).body.items.find((one) => one.sample)
  const { items } = (await ok('listTasks', { as: drafter, id: plan.id, query: { limit: 500 } })).body
  let task, tree
  for (const { id } of items) {
    tree = (await ok('listSubtasks', { as: drafter, id })).body
    task = id
    if (tree.can_split && tree.joint.some((unit) => unit.short_name === '省财政厅')) break
  }
  if (!tree.can_split) throw new Error('省人社厅 leads a task with 省财政厅')
  const finance = tree.joint.find((unit) => unit.short_name === '省财政厅')
  const part = (unit, title) => ({ unit_id: unit.id, title, standard: '有台账', due_on: today })
  await problem(404, 'followup.no-task', 'listSubtasks', { as: office, id: kNobody })
  await problem(422, 'subtask.not-below', 'handOutSubtasks', { as: drafter, id: task, body: { origin: 'split', parts: [part(finance, '下达资金')] } })
  const after = (await ok('handOutSubtasks', { as: drafter, id: task, body: { origin: 'share', parts: [part(finance, '提供资金安排情况')] } })).body
  await ok('handOutSubtasks', { as: drafter, id: task, body: { origin: 'split', parts: [part(tree.below[0], '开展培训')] } })
  const id = after.lines.find((line) => line.title === '提供资金安排情况').id

  let now = await ok('getSubtask', { as: signer, id })
  const given = (body) => ({ id, body, headers: { 'If-Match': now.headers.etag } })
  const act = async (operation, as, body) => (now = await ok(operation, { as, ...given(body) }))
  const refused = (status, code, operation, as, body) => problem(status, code, operation, { as, ...given(body) })
  await problem(404, 'subtask.no-subtask', 'getSubtask', { as: signer, id: kNobody })
  await refused(400, 'subtask.incomplete', 'declineSubtask', signer, { words: '' })
  await act('declineSubtask', signer, { words: '不属我厅职责' })
  await refused(409, 'subtask.not-now', 'confirmSubtask', drafter, { words: '' })
  await act('changeSubtask', drafter, part(finance, '提供资金安排情况'))
  await refused(422, 'subtask.not-joint', 'changeSubtask', drafter, part(tree.below[0], '提供资金安排情况'))
  await act('declineSubtask', signer, { words: '不属我厅职责' })
  await act('insistOnSubtask', drafter, { words: '请会商后提供' })
  await refused(409, 'subtask.insisted', 'declineSubtask', signer, { words: '再议' })
  await refused(409, 'subtask.not-now', 'insistOnSubtask', drafter, { words: '请提供' })
  const waiting = (await ok('listWaitingSubtasks', { as: signer })).body.items
  if (waiting[0]?.act !== 'accept') throw new Error('it waits to be accepted')
  await refused(403, 'subtask.not-yours', 'acceptSubtask', drafter)
  await problem(403, 'access.role', 'listWaitingSubtasks', { as: admin })
  await act('acceptSubtask', signer)
  await act('reportSubtaskProgress', signer, { percent: 50, words: '已下达一半' })
  await refused(400, 'http.bad-field', 'reportSubtaskProgress', signer, { percent: 101, words: '好' })
  const file = (await ok('addSubtaskFile', { as: signer, id, file: ['台账.txt', '一'] })).body
  await ok('getSubtaskFile', { as: drafter, id, query: { digest: file.digest } })
  await problem(404, 'subtask.no-file', 'getSubtaskFile', { as: drafter, id, query: { digest: 'x' } })
  await act('reportSubtask', signer, { words: '已安排200万元' })
  await problem(409, 'subtask.not-now', 'addSubtaskFile', { as: signer, id, file: ['台账.txt', '二'] })
  await refused(409, 'subtask.not-now', 'reportSubtask', signer, { words: '再报' })
  await refused(403, 'subtask.not-yours', 'returnSubtask', signer, { words: '请补数字' })
  await act('returnSubtask', drafter, { words: '请补数字' })
  await act('reportSubtask', signer, { words: '已安排200万元，下达120万元' })
  await act('confirmSubtask', drafter, {})
  await refused(409, 'subtask.not-now', 'cancelSubtask', drafter, { words: '不再需要' })

  const paper = (await ok('handOutSubtasks', { as: drafter, id: task, body: { origin: 'share', parts: [part(finance, '提供补贴情况')] } })).body.lines.find((line) => line.title === '提供补贴情况')
  const typed = (fields) => ({ as: office, id: paper.id, headers: { 'If-Match': `"v${paper.version}"` }, fields: { received_on: today, manner: '传真', ...fields } })
  await problem(403, 'subtask.not-yours', 'enterSubtask', { ...typed({ answer: 'accept' }), as: drafter })
  await problem(400, 'http.bad-field', 'enterSubtask', typed({ answer: 'agree' }))
  await problem(400, 'subtask.incomplete', 'enterSubtask', typed({ answer: 'report' }))
  await problem(422, 'notice.secret', 'enterSubtask', { ...typed({ answer: 'report', words: '已安排' }), file: ['传真.txt', '机密★10年\n情况'] })
  now = await ok('enterSubtask', { ...typed({ answer: 'report', words: '已安排200万元' }), file: ['传真.txt', '已安排'] })
  const entered = now.body.lines[0]
  if (entered.state !== 'reported' || entered.entry.affirmed_on !== null) throw new Error('it is entered, and waits for the unit')
  await problem(403, 'subtask.not-yours', 'affirmSubtask', { as: drafter, id: paper.id, headers: { 'If-Match': now.headers.etag } })
  now = await ok('affirmSubtask', { as: signer, id: paper.id, headers: { 'If-Match': now.headers.etag } })
  await problem(409, 'subtask.nothing-to-affirm', 'affirmSubtask', { as: signer, id: paper.id, headers: { 'If-Match': now.headers.etag } })
  await problem(409, 'subtask.nothing-later', 'bringSubtasksWithin', { as: drafter, id: task, body: {} })
  // A date of the office, then an earlier one.
  const life = async (operation, as, given) => {
    const { headers } = await ok('getLife', { as, id: task })
    return (await ok(operation, { as, id: task, headers: { 'If-Match': headers.etag }, ...given })).body
  }
  const days = (n) => new Date(Date.parse(today) + n * 86_400_000).toISOString().slice(0, 10)
  await life('signTask', drafter, { body: {} })
  const { proposals } = await life('proposeMilestones', drafter, { body: { milestones: [{ title: '完成', due: days(40) }] } })
  const { milestones } = await life('decideProposal', office, { part: proposals[0].id, body: { approved: true } })
  await ok('handOutSubtasks', { as: drafter, id: task, body: { origin: 'share', parts: [{ ...part(finance, '提供年底情况'), due_on: days(40) }] } })
  await life('changeCourse', office, { body: { kind: 'adjust', reason: '上级要求提前', approver_name: '林某', approver_position: '副省长', dates: [{ id: milestones[0].id, due: days(20) }] } })
  if ((await ok('bringSubtasksWithin', { as: drafter, id: task, body: {} })).body.changed !== 1) throw new Error('one part is brought within')

  const due = (await ok('listDues', { as: drafter })).body.items[0]
  await ok('listShares', { as: drafter, id: due.id })
  await problem(404, 'duty.no-due', 'listShares', { as: signer, id: due.id })
  const measure = { origin: 'measure', words: '补齐台账', reference: '薄弱环节汇编', parts: [part(due.unit, '补齐台账')] }
  await problem(403, 'access.role', 'handOutSubtasks', { as: drafter, id: task, body: measure })
  const charged = (await ok('handOutSubtasks', { as: office, id: task, body: measure })).body.lines.find((line) => line.title === '补齐台账')
  await ok('cancelSubtask', { as: office, id: charged.id, headers: { 'If-Match': `"v${charged.version}"` }, body: { words: '已在原事项中落实' } })
}
