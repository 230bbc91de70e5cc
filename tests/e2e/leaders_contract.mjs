// SPDX-License-Identifier: Apache-2.0
// Leaders, as part of contract.mjs: every operation with a success and a problem.
//   await leaders(client, callers)

const kNobody = '9223372036854775807'

export async function leaders(client, { office, drafter, leader, secretary, admin }) {
  const ok = (...a) => client.ok(...a)
  const problem = (...a) => client.problem(...a)
  const as = office
  const plan = (await ok('listPlans', { as: leader })).body.items.find((one) => one.sample)
  const seats = (await ok('listLeaders', { as })).body.items
  await problem(403, 'access.role', 'listLeaders', { as: drafter })
  const leader_ids = [seats[0].id]
  await problem(400, 'access.leader-required', 'addPerson', { as: admin, body: { username: 'sec', name: '秘书', role: 'secretary', password: 'first-word-2011' } })
  await ok('addPerson', { as: admin, body: { username: 'second-leader', name: '何某', role: 'leader', title: '组长', password: 'first-word-2011' } })

  // 督查专报
  let now = await ok('draftBrief', { as, id: plan.id })
  const id = now.body.id
  await problem(404, 'followup.no-plan', 'draftBrief', { as, id: kNobody })
  await problem(404, 'followup.no-plan', 'listBriefs', { as, id: kNobody })
  await problem(404, 'leader.no-brief', 'getBrief', { as: leader, id })
  const given = (body) => ({ as, id, body, headers: { 'If-Match': now.headers.etag } })
  const words = { title: '首批落实情况', words: '多数单位已报。', stuck: [{ words: '等会签意见', unit_ids: [], since: '2011-11-14', step: '会签', light: 'soon', link: '/tasks/1' }], proposals: [{ words: '请抓紧', unit_id: null, by: null }] }
  await problem(400, 'leader.incomplete', 'changeBrief', given({ ...words, stuck: [{ words: '甲', link: '//x' }] }))
  await problem(428, 'http.precondition-required', 'changeBrief', { as, id, body: words })
  const before = now
  now = await ok('renewBrief', { as, id, headers: { 'If-Match': now.headers.etag } })
  await problem(412, 'http.precondition-failed', 'renewBrief', { as, id, headers: { 'If-Match': before.headers.etag } })
  now = await ok('changeBrief', given(words))
  await problem(400, 'leader.not-leader', 'issueBrief', given({ leader_ids: [kNobody] }))
  await problem(404, 'leader.no-brief', 'getBriefFile', { as: leader, id })
  now = await ok('issueBrief', given({ leader_ids }))
  if (now.body.number !== 1 || now.body.state !== 'issued') throw new Error('the first issue of the year is number 1')
  await problem(409, 'leader.not-now', 'dropBrief', { as, id, headers: { 'If-Match': now.headers.etag } })
  const gone = await ok('draftBrief', { as, id: plan.id })
  await ok('dropBrief', { as, id: gone.body.id, headers: { 'If-Match': gone.headers.etag } })
  await ok('listBriefs', { as, id: plan.id })
  await ok('getBrief', { as: leader, id })
  await ok('getBriefFile', { as: secretary, id })

  // 待阅
  const mine = (await ok('listPapers', { as: leader })).body.items
  if (mine.length !== 1 || mine[0].kind !== 'brief') throw new Error('the issue sent the brief')
  await problem(403, 'access.role', 'listPapers', { as })
  const paper = mine[0].id
  await ok('getPaper', { as: leader, id: paper })
  await problem(404, 'leader.no-paper', 'getPaper', { as: leader, id: kNobody })
  await ok('readPaper', { as: leader, id: paper })
  await ok('unreadPaper', { as: leader, id: paper })
  await problem(409, 'leader.not-now', 'unreadPaper', { as: leader, id: paper })
  await problem(404, 'leader.no-paper', 'readPaper', { as: leader, id: kNobody })
  await ok('listPapersOfPlan', { as, id: plan.id })
  await problem(404, 'followup.no-plan', 'listPapersOfPlan', { as, id: kNobody })

  // 批示
  const due = (await ok('listDues', { as: drafter })).body.items[0]
  await problem(400, 'http.bad-field', 'writeRemark', { as: leader, id: paper, body: {} })
  const wrote = await ok('writeRemark', { as: secretary, id: paper, body: { words: '请抓紧。', unit_ids: [due.unit.id] } })
  const remark = wrote.body.remarks[0]
  if (!remark.entered_by || remark.name !== seats[0].name) throw new Error('the secretary stands beside the leader')
  await problem(404, 'leader.no-remark', 'getLeaderRemark', { as: drafter, id: remark.id })
  const again = (await ok('writeRemark', { as: leader, id: paper, body: { words: '收回' } })).body.remarks[0]
  await ok('withdrawRemark', { as: leader, id: again.id })
  await problem(404, 'leader.no-remark', 'withdrawRemark', { as: leader, id: again.id })
  const tag = (version) => ({ 'If-Match': `"v${version}"` })
  await problem(412, 'http.precondition-failed', 'handRemarkOn', { as, id: remark.id, headers: tag(9), body: { unit_ids: [] } })
  await ok('handRemarkOn', { as, id: remark.id, headers: tag(remark.version), body: { unit_ids: [due.unit.id], words: '请于月底前回复' } })
  await problem(409, 'leader.handed-on', 'withdrawRemark', { as: leader, id: remark.id })
  await problem(409, 'leader.handed-on', 'unreadPaper', { as: leader, id: paper })
  await ok('getLeaderRemark', { as: drafter, id: remark.id })
  await ok('listLeaderRemarks', { as: drafter, id: plan.id })
  await problem(404, 'followup.no-plan', 'listLeaderRemarks', { as, id: kNobody })
  const said = { name: '林某', title: '副省长', words: '同意。', about: '关于用地的请示', said_on: '2011-11-09' }
  await problem(400, 'leader.incomplete', 'recordRemark', { as, id: plan.id, body: { ...said, name: '' } })
  const kept = (await ok('recordRemark', { as, id: plan.id, body: said })).body
  await problem(404, 'leader.no-scan', 'getScan', { as, id: kept.id })
  await ok('attachScan', { as, id: kept.id, file: ['批示.txt', '同意。\n'] })
  await problem(409, 'leader.not-now', 'attachScan', { as, id: remark.id, file: ['批示.txt', '同意。\n'] })
  await ok('getScan', { as, id: kept.id })
  await ok('setPhrases', { as: leader, body: { items: ['请抓紧落实。', '已阅。'] } })
  await problem(400, 'leader.incomplete', 'setPhrases', { as: leader, body: { items: ['长'.repeat(101)] } })
  await ok('getPhrases', { as: secretary })

  // 批准签发
  const letter = { about_kind: 'due', about_id: due.id, level: 'reminder', requirement: '报送', answer_by: '2014-12-31' }
  let draft = await ok('createSupervision', { as, body: letter })
  const up = { kind: 'supervision', object_id: draft.body.id, leader_ids }
  await problem(409, 'leader.not-now', 'sendPaper', { as, id: plan.id, body: up })
  const act = async (operation, body) => (draft = await ok(operation, { as, id: draft.body.id, headers: { 'If-Match': draft.headers.etag }, body }))
  await act('sendSupervision')
  let sent = (await ok('sendPaper', { as, id: plan.id, body: up })).body
  await problem(409, 'leader.not-now', 'approvePaper', { as: leader, id: paper, headers: tag(1) })
  await ok('returnPaper', { as: leader, id: sent.paper.id, headers: tag(sent.supervision.version), body: { words: '先电话催' } })
  draft = await ok('getSupervision', { as: leader, id: draft.body.id })
  await act('sendSupervision')
  sent = (await ok('sendPaper', { as, id: plan.id, body: up })).body
  await problem(412, 'http.precondition-failed', 'returnPaper', { as: leader, id: sent.paper.id, headers: tag(1), body: { words: '迟了' } })
  await ok('approvePaper', { as: leader, id: sent.paper.id, headers: tag(sent.supervision.version) })
  const issued = (await ok('getSupervision', { as: leader, id: draft.body.id })).body
  if (issued.approver !== seats[0].name || issued.entered_by !== '') throw new Error("the leader's own account signed")
}
