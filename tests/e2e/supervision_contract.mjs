// SPDX-License-Identifier: Apache-2.0
// Supervision, as part of contract.mjs: every operation with a success and a problem.
//   await supervision(client, callers)

const kNobody = '9223372036854775807'

export async function supervision(client, { office, drafter }) {
  const ok = (...a) => client.ok(...a)
  const problem = (...a) => client.problem(...a)
  const as = office
  const plan = (await ok('listPlans', { as })).body.items.find((one) => one.sample)
  const due = (await ok('listDues', { as: drafter })).body.items[0]
  const { items: levels } = (await ok('listSupervisionLevels', { as, id: due.unit.id })).body
  if (levels.find((one) => one.level === 'notice').reason !== '平级单位用函') throw new Error('a department gets letters')
  await problem(404, 'org.no-unit', 'listSupervisionLevels', { as, id: kNobody })

  const letter = { level: 'reminder', requirement: '报送工作方案', answer_by: '2014-12-31' }
  const about = { about_kind: 'due', about_id: due.id }
  await problem(422, 'supervise.level-refused', 'createSupervision', { as, body: { ...about, ...letter, level: 'notice' } })
  let now = await ok('createSupervision', { as, body: { ...about, ...letter } })
  const id = now.body.id
  const given = (body) => ({ id, body, headers: { 'If-Match': now.headers.etag } })
  const act = async (operation, who, body) => (now = await ok(operation, { as: who, ...given(body) }))
  const refused = (status, code, operation, who, body) => problem(status, code, operation, { as: who, ...given(body) })

  await problem(404, 'supervise.no-draft', 'getSupervision', { as: drafter, id })
  await problem(404, 'supervise.no-draft', 'getSupervisionFile', { as: drafter, id })
  await problem(404, 'followup.no-plan', 'listSupervision', { as, id: kNobody })
  await act('changeSupervision', as, { ...letter, body: '请抓紧报送。' })
  await refused(422, 'supervise.issuer-needed', 'changeSupervision', as, { ...letter, issuer: 'consent', consent: '批办件' })
  await refused(409, 'supervise.not-now', 'approveSupervision', as, { name: '林某' })
  await act('sendSupervision', as)
  await refused(409, 'supervise.not-now', 'sendSupervision', as)
  await act('returnSupervision', as, { words: '写明依据' })
  await refused(409, 'supervise.not-now', 'returnSupervision', as, { words: '再写' })
  await act('sendSupervision', as)
  await act('approveSupervision', as, { name: '林某', position: '副主任' })
  await refused(409, 'supervise.not-now', 'withdrawSupervision', as, { words: '' })
  await ok('getSupervision', { as: drafter, id })
  await ok('getSupervisionFile', { as: drafter, id })
  const seen = (await ok('listSupervision', { as: drafter, id: plan.id })).body.items
  if (seen.length !== 1 || !seen[0].number) throw new Error('the addressee sees what was issued, with its number')

  await refused(409, 'supervise.no-review', 'decideSupervisionReview', as, { kept: true, words: '无' })
  await act('contestSupervision', drafter, { words: '方案已按时送达' })
  await refused(409, 'supervise.reviewed', 'contestSupervision', drafter, { words: '再议' })
  await refused(409, 'supervise.review-waits', 'closeSupervision', as, { words: '' })
  await act('answerSupervision', drafter, { words: '正在办理' })
  await refused(409, 'supervise.not-now', 'answerSupervision', drafter, { words: '再答' })
  await act('decideSupervisionReview', as, { kept: true, words: '没有收文记录' })
  await act('closeSupervision', as, { words: '已补报' })

  const gone = await ok('createSupervision', { as, body: { ...about, ...letter } })
  await ok('withdrawSupervision', { as, id: gone.body.id, headers: { 'If-Match': gone.headers.etag }, body: { words: '不再需要' } })
}
