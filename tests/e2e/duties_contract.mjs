// SPDX-License-Identifier: Apache-2.0
// Duties, dues and what is handed in, as part of contract.mjs: every operation with a success and a problem.
//   await duties(client, callers, newPassword)

function expect(truth, sentence) {
  if (!truth) throw new Error(`not true: ${sentence}`)
}

const kNobody = '9223372036854775807'

const yearPlan = (result, year) => ({
  values: {
    总体思路: '围绕双转移抓落实',
    年度工作: [{ 工作编号: '1', 工作内容: '修订办法', 预期成果: result, 完成时限: `${year}-09-30`, 责任处室: '综合处' }],
  },
  reasons: {},
})

export async function duties(client, { office, admin, drafter }, newPassword) {
  const ok = (...a) => client.ok(...a)
  const problem = (...a) => client.problem(...a)
  const match = (etag) => ({ 'If-Match': etag })
  const signer = await signerBeside(client, { admin, drafter }, newPassword)
  const plan = (await ok('listPlans', { as: office })).body.items.find((one) => one.sample)
  const all = (await ok('listDuties', { as: office, id: plan.id })).body.items
  expect(all.map((duty) => duty.definition.id).join() === 'review,plan,summary,support,closing', 'the demo has the duties of its pack')
  const named = (id) => all.find((duty) => duty.definition.id === id)
  await office_side()
  const plan_due = (await ok('listDues', { as: drafter, query: { duty: named('plan').id } })).body.items[0]
  await ownDuty()
  await typing(plan_due.id)
  await review(plan_due.id)
  await again()
  await paper()
  await chains()
  await gathered()
  await desks()
  await dateMovesOn()

  // Written by the office: tried, kept, thrown away.
  async function ownDuty() {
    const as = office
    const definition = { title: '用工快报', who: ['gd.rst'], to: ['gd.office'], basis: { document: '某文', clause: '', words: '每月报送' }, on: 'FREQ=MONTHLY;BYMONTHDAY=5', fields: [{ title: '缺工人数', hint: '人', kind: 'whole', required: true }], sign: 'paper' }
    const tried = (await ok('previewDuty', { as, id: plan.id, body: { definition } })).body
    expect(tried.cost?.units === 1 && tried.cost.fields === 1 && tried.complaints.length === 0, 'it is tried before it is kept')
    const wrong = (await ok('previewDuty', { as, id: plan.id, body: { definition: { ...definition, who: [] } } })).body
    expect(wrong.cost === null && wrong.complaints[0].field === 'who', 'what is wrong is told')
    await problem(400, 'duty.bad-definition', 'previewDuty', { as, id: plan.id, body: { definition: { ...definition, on: 5 } } })
    const made = await ok('createDuty', { as, id: plan.id, body: { definition } })
    expect(made.body.definition.id.startsWith('own-') && made.body.definition.form.startsWith('own.'), 'code and form are made')
    await problem(412, 'duty.changed-meanwhile', 'discardDuty', { as, id: made.body.id, headers: match('"7"') })
    await ok('discardDuty', { as, id: made.body.id, headers: match(made.headers.etag) })
    await problem(404, 'duty.no-duty', 'getDuty', { as, id: made.body.id })
  }

  // What is accepted by now is gathered.
  async function gathered() {
    const as = office
    const all_of = (await ok('getCompendium', { as, id: named('plan').id, query: { occurrence: '2012-02-10' } })).body
    expect(all_of.accepted >= 1 && all_of.reports.length === all_of.accepted + all_of.wanting, 'who was asked is in or wanting')
    await problem(404, 'duty.no-duty', 'getCompendium', { as, id: kNobody })
    for (const format of ['docx', 'xlsx']) await ok('getCompendiumFile', { as, id: named('plan').id, query: { format } })
    await problem(404, 'duty.no-duty', 'getCompendiumFile', { as, id: kNobody, query: { format: 'docx' } })
    const accepted = all_of.reports.find((one) => one.due.state === 'accepted').due
    await problem(404, 'compendium.no-row', 'setTheme', { as, id: accepted.id, body: { row: '1', theme: '土地' } })
    await problem(400, 'compendium.no-addressee', 'recordReceipt', { as, id: accepted.id, body: { unit_id: accepted.unit.id, received_on: accepted.submitted_on } })
    await reviewOfACity(as)
  }

  // Entered from paper, accepted; a row of it goes under another theme, and where it was received is kept.
  async function reviewOfACity(as) {
    const draft = await ok('getDuty', { as, id: named('review').id })
    const id = draft.body.id
    const dated = await ok('changeDuty', { as, id, headers: match(draft.headers.etag), body: { definition: { ...draft.body.definition, on: '2011-12-20' } } })
    await ok('issueDuty', { as, id, headers: match(dated.headers.etag), body: {} })
    const due = (await ok('listDues', { as, query: { duty: id, limit: 500 } })).body.items[0]
    const values = {
      利弊分析: '利大于弊', 成败分析: '成', 得失分析: '得',
      薄弱环节: [{ 编号: '1', 主题: '土地', 具体表现: '指标紧', 主要原因: '存量少' }],
      改进措施: [{ 措施编号: '1', 对应环节: '1', 措施内容: '盘活存量', 责任单位: '市国土局', 完成时限: '2012-06-30' }],
    }
    const saved = await ok('saveDue', { as, id: due.id, headers: match('"0"'), body: { values } })
    await ok('enterDue', { as, id: due.id, headers: match(saved.headers.etag), fields: { received_on: '2011-11-10', manner: '纸质' } })
    await ok('acceptDue', { as, id: due.id })
    await ok('setTheme', { as, id: due.id, body: { row: '1', theme: '环保' } })
    await problem(400, 'compendium.no-theme', 'setTheme', { as, id: due.id, body: { row: '1', theme: '天气' } })
    const unit_id = (await ok('getCompendium', { as, id })).body.addressees[0].id
    await ok('recordReceipt', { as, id: due.id, body: { unit_id, received_on: '2011-11-10', passed_on: '2011-11-10', note: '' } })
    const { themes, reports } = (await ok('getCompendium', { as, id })).body
    expect(themes[0].theme === '环保' && themes[0].rows[0].picked === '土地', 'the theme is corrected, what was picked stays')
    expect(reports.find((one) => one.due.id === due.id).receipts.length === 1, 'where it was received is told')
  }

  async function office_side() {
    const as = office
    await ok('listDuties', { as: drafter, id: plan.id })
    await problem(404, 'followup.no-plan', 'listDuties', { as, id: kNobody })
    expect((await ok('takeDuties', { as, id: plan.id })).body.taken === 0, 'duties are taken once')
    await problem(403, 'access.role', 'takeDuties', { as: drafter, id: plan.id })
    for (const duty of all) {
      await ok('getDuty', { as, id: duty.id })
      await ok('getDutyCost', { as, id: duty.id })
      await ok('getDutyBoard', { as, id: duty.id })
    }
    for (const operation of ['getDuty', 'getDutyCost', 'getDutyBoard']) await problem(404, 'duty.no-duty', operation, { as, id: kNobody })
    const definition = { ...named('plan').definition, id: 'extra', title: '临时材料', on: '2011-12-20', basis: { clause: '', words: '' } }
    const made = await ok('createDuty', { as, id: plan.id, body: { definition } })
    const { id } = made.body
    await problem(409, 'duty.code-taken', 'createDuty', { as, id: plan.id, body: { definition } })
    await problem(400, 'duty.bad-definition', 'createDuty', { as, id: plan.id, body: { definition: { ...definition, id: 'x', who: ['gd.nobody'] } } })
    expect((await ok('getDutyCost', { as, id })).body.concerns.join() === 'no-basis', 'a duty without a basis is a concern')
    const needed = await problem(422, 'duty.approver-needed', 'issueDuty', { as, id, headers: match(made.headers.etag), body: {} })
    expect(needed.body.details.concerns === 'no-basis', 'the concern is named')
    await problem(428, 'http.precondition-required', 'changeDuty', { as, id, body: { definition } })
    const changed = await ok('changeDuty', { as, id, headers: match(made.headers.etag), body: { definition: { ...definition, title: '临时材料（改）' } } })
    await problem(412, 'duty.changed-meanwhile', 'changeDuty', { as, id, headers: match(made.headers.etag), body: { definition } })
    const approval = { approver: '某某', approver_title: '秘书长', approval: '同意' }
    const issued = await ok('issueDuty', { as, id, headers: match(changed.headers.etag), body: approval })
    await problem(409, 'duty.not-draft', 'issueDuty', { as, id, headers: match(issued.headers.etag), body: approval })
    expect((await ok('listDues', { as, query: { duty: id, limit: 500 } })).body.items.length === 27, 'what is issued is owed')
    await problem(400, 'duty.reason-needed', 'stopDuty', { as, id, headers: match(issued.headers.etag), body: { why: '' } })
    await ok('stopDuty', { as, id, headers: match(issued.headers.etag), body: { why: '不再需要' } })
    const closing = (await ok('getDutyBoard', { as, id: named('closing').id })).body
    expect(closing.items.length === 49 && closing.missing.length === 49 && closing.occurrence === '2011-11-15', 'the closing report is owed by 49 units')
    const page = (await ok('listDues', { as, query: { plan: plan.id, state: 'open', due_from: '2011-11-01', due_to: '2012-12-31', late: false, limit: 20 } })).body
    await ok('listDues', { as, query: { limit: 20, cursor: page.next_cursor } })
    await problem(400, 'http.bad-parameter', 'listDues', { as, query: { state: 'lost' } })
  }

  // By two people of a unit, on screen.
  async function typing(id) {
    const as = drafter
    const etag = (await ok('getDue', { as, id })).headers.etag
    await problem(404, 'duty.no-due', 'getDue', { as, id: kNobody })
    const year = plan_due.period.slice(0, 4)
    const first = await ok('saveDue', { as, id, headers: match(etag), body: { values: { 总体思路: '想' }, reasons: {} } })
    await problem(422, 'duty.not-ready', 'handOnDue', { as, id, headers: match(first.headers.etag), body: {} })
    const saved = await ok('saveDue', { as, id, headers: match(first.headers.etag), body: yearPlan('十条措施', year) })
    const { details } = (await problem(412, 'duty.content-changed', 'saveDue', { as, id, headers: match(first.headers.etag), body: yearPlan('八条', year) })).body
    expect(details.by && JSON.parse(details.changes).length > 0, 'who changed what is told')
    await problem(404, 'duty.no-previous', 'adoptPrevious', { as, id, headers: match(saved.headers.etag), body: {} })
    await problem(403, 'duty.not-your-turn', 'signDue', { as: signer, id, headers: match(saved.headers.etag) })
    await ok('handOnDue', { as, id, headers: match(saved.headers.etag), body: { words: '请签发' } })
    await problem(400, 'http.bad-field', 'handBackDue', { as: signer, id, body: {} })
    await ok('handBackDue', { as: signer, id, body: { words: '再核一遍' } })
    await ok('handOnDue', { as, id, headers: match(saved.headers.etag), body: {} })
    for (const format of ['docx', 'xlsx']) await ok('getDueCopy', { as, id, query: { format } })
    await problem(400, 'http.bad-parameter', 'getDueCopy', { as, id, query: { format: 'pdf' } })
    await problem(409, 'duty.wrong-state', 'submitDue', { as, id, headers: match(saved.headers.etag) })
    await ok('signDue', { as: signer, id, headers: match(saved.headers.etag) })
    await ok('submitDue', { as, id, headers: match(saved.headers.etag) })
    await problem(400, 'http.bad-field', 'withdrawDue', { as, id, body: {} })
    await ok('withdrawDue', { as, id, body: { words: '数字要改' } })
    await handIn(id, '十五条措施', year)
  }

  async function handIn(id, result, year) {
    const etag = (await ok('getDue', { as: drafter, id })).headers.etag
    const headers = match((await ok('saveDue', { as: drafter, id, headers: match(etag), body: yearPlan(result, year) })).headers.etag)
    await ok('handOnDue', { as: drafter, id, headers, body: {} })
    await ok('signDue', { as: signer, id, headers })
    await ok('submitDue', { as: drafter, id, headers })
  }

  async function review(id) {
    const as = office
    const remark = { field: '总体思路', passage: [2, 5], quote: '双转移', words: '写具体', must: true }
    await problem(409, 'duty.remark-needed', 'returnDue', { as, id, body: { due_on: '2012-02-20' } })
    const spare = (await ok('addRemark', { as, id, body: remark })).body.id
    await problem(400, 'duty.bad-remark', 'addRemark', { as, id, body: { ...remark, quote: '别的字' } })
    await ok('removeRemark', { as, id: spare })
    await problem(404, 'duty.no-remark', 'removeRemark', { as, id: spare })
    const made = (await ok('addRemark', { as, id, body: { field: '年度工作', row: '1', column: '预期成果', words: '写清数量' } })).body.id
    await problem(409, 'duty.remarks-open', 'acceptDue', { as, id })
    await ok('returnDue', { as, id, body: { due_on: '2012-02-20', words: '请补正' } })
    await problem(404, 'duty.no-remark', 'settleRemark', { as: drafter, id: kNobody, body: {} })
    await ok('settleRemark', { as: drafter, id: made, body: { answer: '已写' } })
    const asked = (await ok('askForTime', { as: drafter, id, body: { days: 5, reason: '数据未出' } })).body.id
    await problem(409, 'duty.asked-already', 'askForTime', { as: drafter, id, body: { days: 5, reason: '再申请' } })
    expect((await ok('getDesk', { as })).body.items.some((item) => item.extension?.id === asked), 'a request for time stands on the desk of the office')
    await problem(404, 'duty.no-extension', 'decideTime', { as, id: kNobody, body: {} })
    await ok('decideTime', { as, id: asked, body: { due_on: '2012-02-25', words: '同意' } })
    await handIn(id, '十六条措施', plan_due.period.slice(0, 4))
    const { changes } = (await ok('compareDueVersions', { as, id, query: { from: 2, to: 3 } })).body
    expect(changes.length === 1 && changes[0].after === '十六条措施', 'versions handed in are compared')
    await problem(404, 'form.no-version', 'compareDueVersions', { as, id, query: { from: 9 } })
    await ok('acceptDue', { as, id })
    const { body } = await ok('getDue', { as: drafter, id })
    expect(body.due.state === 'accepted' && body.acts.length > 8 && body.versions.length === 3, 'the record is complete')
    await problem(409, 'duty.wrong-state', 'withdrawDue', { as: drafter, id, body: { words: '想改' } })
  }

  // What the unit was asked once it is asked again: unchanged rows in one call.
  async function again() {
    const duty = await ok('getDuty', { as: office, id: named('plan').id })
    const definition = { ...duty.body.definition, on: 'FREQ=YEARLY;BYMONTH=2,5;BYMONTHDAY=10' }
    await ok('changeDuty', { as: office, id: duty.body.id, headers: match(duty.headers.etag), body: { definition } })
    const may = (await ok('listDues', { as: drafter, query: { duty: duty.body.id, state: 'open', due_from: '2012-05-10', due_to: '2012-05-10' } })).body.items[0].id
    const taken = await ok('adoptPrevious', { as: drafter, id: may, headers: match('"v0"'), body: { table: '年度工作', keys: [] } })
    expect(taken.body.rows === 1, 'the rows of the report before are taken over')
  }

  // Dues of the year after appear by themselves.
  async function dateMovesOn() {
    await ok('setBusinessDate', { as: office, body: { date: '2012-06-01' } })
    const query = { duty: named('plan').id, due_from: '2013-05-10', due_to: '2013-05-10', limit: 500 }
    const end = Date.now() + 20_000
    let made = 0
    while (made < 27 && Date.now() < end) made = (await ok('listDues', { as: office, query })).body.items.length
    expect(made === 27, 'when the date moves on dues are made')
    await ok('setBusinessDate', { as: office, body: { date: '2011-11-10' } })
  }

  // On paper, entered by the office, spared; with files.
  async function paper() {
    const dated = { ...named('support').definition, on: '2012-03-30' }
    const draft = await ok('getDuty', { as: office, id: named('support').id })
    const changed = await ok('changeDuty', { as: office, id: draft.body.id, headers: match(draft.headers.etag), body: { definition: dated } })
    await ok('issueDuty', { as: office, id: draft.body.id, headers: match(changed.headers.etag), body: {} })
    const support = (await ok('listDues', { as: drafter, query: { duty: draft.body.id } })).body.items[0].id
    const file = (await ok('addDueFile', { as: drafter, id: support, file: ['资金文件.pdf', '%PDF'] })).body
    await problem(400, 'http.bad-field', 'addDueFile', { as: drafter, id: support, fields: { other: 'x' } })
    const secret = ['不能留下.txt', '机密★1年\n\n关于印发某方案的通知\n\n各单位：\n一、做好某事。\n']
    await problem(422, 'notice.secret', 'addDueFile', { as: drafter, id: support, file: secret })
    await problem(422, 'notice.secret', 'signDueOnPaper', { as: drafter, id: support, fields: { code: 'ABCD', by: '某厅长' }, file: secret })
    const etag = (await ok('getDue', { as: drafter, id: support })).headers.etag
    await ok('saveDue', { as: drafter, id: support, headers: match(etag), body: { values: { 资金文件: [{ name: file.name, digest: file.digest, size: file.size }] } } })
    await ok('getDueFile', { as: drafter, id: support, query: { digest: file.digest } })
    await problem(404, 'duty.no-file', 'getDueFile', { as: office, id: support, query: { digest: file.digest } })
    const fields = { code: 'ZZZZ', by: '某厅长' }
    const scan = ['scan.pdf', '%PDF scan']
    const refused = (await problem(409, 'duty.wrong-check-code', 'signDueOnPaper', { as: drafter, id: support, fields, file: scan })).body
    expect(refused.details.typed === 'ZZZZ' && refused.details.now.length === 4, 'both codes are told')
    await summaryOnPaper(scan)
    await problem(400, 'http.bad-field', 'spareDue', { as: office, id: support, body: {} })
    await ok('spareDue', { as: office, id: support, body: { why: '台账已反映' } })
    await ok('oweDue', { as: office, id: support })
    await problem(409, 'duty.wrong-state', 'oweDue', { as: office, id: support })
  }

  async function summaryOnPaper(scan) {
    const { items } = (await ok('listDues', { as: office, query: { duty: named('summary').id, limit: 500 } })).body
    const summary = {
      values: { 落实情况: [{ 工作编号: '1', 工作内容: '修订办法', 完成情况: '已完成', 成效: '已印发' }], 存在问题: '无', 下一年打算: '继续' },
    }
    const mine = (await ok('listDues', { as: drafter, query: { duty: named('summary').id } })).body.items[0].id
    const etag = (await ok('getDue', { as: drafter, id: mine })).headers.etag
    await ok('saveDue', { as: drafter, id: mine, headers: match(etag), body: summary })
    const { check_code } = (await ok('getDue', { as: drafter, id: mine })).body
    await ok('signDueOnPaper', { as: drafter, id: mine, fields: { code: check_code, by: '某厅长' }, file: scan })
    // Of the signer's own unit: what came by courier is entered by the office.
    const other = items.find((due) => due.unit.short_name === '省财政厅').id
    await ok('saveDue', { as: office, id: other, headers: match('"v0"'), body: summary })
    const headers = match((await ok('getDue', { as: office, id: other })).headers.etag)
    await problem(400, 'http.bad-field', 'enterDue', { as: office, id: other, headers, fields: { manner: '寄送' } })
    await ok('enterDue', { as: office, id: other, headers, fields: { manner: '寄送', received_on: '2011-11-09' }, file: scan })
    const { items: unconfirmed } = (await ok('getDesk', { as: await client.logIn('chenguohua', 'luoshi-demo-2011') })).body
    expect(unconfirmed.some((item) => item.verb === 'confirm'), 'what the office entered waits for the unit')
    await problem(409, 'duty.nothing-to-confirm', 'confirmDue', { as: drafter, id: mine })
    await ok('confirmDue', { as: await client.logIn('chenguohua', 'luoshi-demo-2011'), id: other })
  }

  async function chains() {
    const unit = (await ok('getSession', { as: drafter })).body.person.unit.id
    const person = (await ok('getSession', { as: drafter })).body.person.id
    const other = (await ok('getSession', { as: signer })).body.person.id
    const { headers } = await ok('getChain', { as: drafter, id: unit })
    const steps = [{ kind: 'draft', role: 'drafter' }, { kind: 'check', person }, { kind: 'sign', role: 'signer' }]
    await problem(400, 'duty.bad-chain', 'setChain', { as: drafter, id: unit, headers: match(headers.etag), body: { steps: [steps[0]] } })
    await ok('setChain', { as: drafter, id: unit, headers: match(headers.etag), body: { steps } })
    await problem(404, 'org.no-unit', 'getChain', { as: drafter, id: kNobody })
    const deputy = { person_id: other, deputy_id: person, kind: '代签', from: '2011-11-10', until: '2011-11-20' }
    await problem(403, 'duty.not-your-deputy', 'addDeputy', { as: drafter, id: unit, body: deputy })
    const { id } = (await ok('addDeputy', { as: signer, id: unit, body: deputy })).body
    expect((await ok('getChain', { as: signer, id: unit })).body.deputies.length === 1, 'the deputy is told')
    await problem(404, 'duty.no-deputy', 'endDeputy', { as: signer, id: kNobody })
    await ok('endDeputy', { as: signer, id })
  }

  async function desks() {
    for (const as of [office, drafter, signer]) await ok('getDesk', { as })
    await problem(403, 'access.role', 'getDesk', { as: admin })
    const { items } = (await ok('getDeskTasks', { as: drafter })).body
    expect(items.length > 0 && items.every((one) => ['sign', 'propose', 'report_step'].includes(one.act)), 'tasks that wait for the unit stand on its desk')
    await problem(403, 'access.role', 'getDeskTasks', { as: admin })
    const done = (await ok('getDeskDone', { as: drafter })).body.items
    expect(done.some((one) => one.kind === 'due' && one.title && one.of), 'what one did is named, with its unit')
    await problem(400, 'http.bad-parameter', 'getDeskDone', { as: drafter, query: { cursor: 'no' } })
  }
}

// A signer in the drafter's unit.
async function signerBeside(client, { admin, drafter }, password) {
  const { unit } = (await client.ok('getSession', { as: drafter })).body.person
  const first = 'first-word-2011'
  await client.ok('addPerson', { as: admin, body: { username: 'duty.signer', name: '孙厅', role: 'signer', unit_id: unit.id, password: first } })
  const as = await client.logIn('duty.signer', first)
  await client.ok('changePassword', { as, body: { current: first, new: password } })
  return as
}
