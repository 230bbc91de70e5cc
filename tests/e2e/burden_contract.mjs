// SPDX-License-Identifier: Apache-2.0
// What reporting costs, as part of contract.mjs: every operation with a success and a problem.
//   await burden(client, callers)

function expect(truth, sentence) {
  if (!truth) throw new Error(`not true: ${sentence}`)
}

const kNobody = '9223372036854775807'

export async function burden(client, { office, drafter }) {
  const ok = (...a) => client.ok(...a)
  const problem = (...a) => client.problem(...a)
  const match = (version) => ({ 'If-Match': `"${version}"` })
  const own = (await ok('getSession', { as: drafter })).body.person.unit

  const now = (await ok('listBurden', { as: office })).body
  expect(now.frozen_on === null && now.months.includes(now.month), 'the present month is not over')
  let all = now
  for (const month of now.months) {
    all = (await ok('listBurden', { as: office, query: { month } })).body
    if (all.items.some((one) => one.unit.id === own.id && one.reports > 0)) break
  }
  expect(all.items.some((one) => one.unit.id === own.id && one.reports > 0), 'the unit was asked for something')
  expect((await ok('listBurden', { as: drafter })).body.items.every((one) => one.unit.id === own.id), 'a unit sees itself')
  await problem(400, 'http.bad-parameter', 'listBurden', { as: office, query: { month: '2011-13' } })

  const one = (await ok('getBurden', { as: drafter, id: own.id, query: { month: all.month } })).body
  expect(one.lines.length === one.counts.reports && one.lines.every((line) => line.asked_by), 'every report names who asked')
  const other = all.items.find((item) => item.unit.id !== own.id).unit.id
  await problem(404, 'burden.no-unit', 'getBurden', { as: drafter, id: other })
  for (const format of ['docx', 'xlsx']) await ok('getBurdenFile', { as: office, query: { format, month: all.month } })
  await problem(400, 'http.bad-parameter', 'getBurdenFile', { as: office, query: { format: 'pdf' } })

  const likely = (await ok('findLikelyDuties', { as: drafter, query: { q: '年度工作内容' } })).body.items
  expect(likely.length > 0 && likely.length <= 8, 'what it likely repeats is offered')
  await problem(401, 'access.no-session', 'findLikelyDuties', { query: { q: 'x' } })

  const said = { asker: '某处室', channel: 'group', asked_on: '2011-11-09', what: '年度工作安排表', ground: 'repeats', duty_id: likely[0].duty_id, field: likely[0].field, since: '2011-02-10' }
  await problem(400, 'burden.incomplete', 'noteRequest', { as: drafter, body: { ...said, duty_id: null } })
  await problem(403, 'access.role', 'noteRequest', { as: office, body: said })
  const first = (await ok('noteRequest', { as: drafter, body: said })).body.id
  const second = (await ok('noteRequest', { as: drafter, body: { ...said, ground: 'groundless', duty_id: null } })).body.id
  const noted = (await ok('listRequests', { as: office, query: { month: '2011-11' } })).body.items
  expect(noted.map((item) => item.id).join() === [second, first].join(), 'the office sees both, newest first')
  await problem(400, 'http.bad-parameter', 'listRequests', { as: office, query: { month: 'x' } })
  await problem(404, 'burden.no-request', 'takeBackRequest', { as: drafter, id: kNobody, headers: match(1) })
  for (const format of ['docx', 'xlsx']) await ok('getRequestsFile', { as: drafter, query: { format } })
  await problem(400, 'http.bad-parameter', 'getRequestsFile', { as: office, query: { format: 'pdf' } })
  await ok('takeBackRequest', { as: drafter, id: second, headers: match(1) })
  await problem(400, 'burden.incomplete', 'answerRequest', { as: office, id: first, headers: match(1), body: { verdict: 'founded' } })
  await ok('answerRequest', { as: office, id: first, headers: match(1), body: { verdict: 'merged', duty_id: likely[0].duty_id } })
  await problem(409, 'burden.answered', 'answerRequest', { as: office, id: first, headers: match(2), body: { verdict: 'withdrawn' } })
}
