// SPDX-License-Identifier: Apache-2.0
// Changes of units by the office, as part of contract.mjs: every operation with a success and a problem.
//   await unitChanges(client, callers)

function expect(truth, sentence) {
  if (!truth) throw new Error(`not true: ${sentence}`)
}

const kNobody = '9223372036854775807'

export async function unitChanges(client, { office, drafter }) {
  const ok = (...a) => client.ok(...a)
  const problem = (...a) => client.problem(...a)
  const unit = (await ok('listUnits', { as: office, query: { code: 'gd.kjt' } })).body.items[0]
  const body = { kind: 'alias', unit_id: unit.id, on: '2011-11-01', basis: '办公室核定', alias: '科技口' }
  const { body: seen, headers } = await ok('previewUnitChange', { as: office, body })
  expect(seen.units.length === 0, 'an alias moves nothing')
  await problem(409, 'org.name-taken', 'previewUnitChange', { as: office, body: { ...body, alias: '省财政厅' } })
  await problem(400, 'http.bad-field', 'previewUnitChange', { as: office, body: { ...body, kind: 'take-back' } })
  await problem(403, 'access.role', 'previewUnitChange', { as: drafter, body })
  const { body: entered, headers: later } = await ok('enterUnitChange', { as: office, body, headers: { 'If-Match': headers.etag } })
  await problem(412, 'http.precondition-failed', 'enterUnitChange', { as: office, body: { ...body, alias: '科技系统' }, headers: { 'If-Match': headers.etag } })
  await problem(409, 'org.nothing-changes', 'enterUnitChange', { as: office, body, headers: { 'If-Match': later.etag } })
  await problem(404, 'org.no-unit', 'enterUnitChange', { as: office, body: { ...body, unit_id: kNobody }, headers: { 'If-Match': later.etag } })
  await problem(400, 'org.bad-change', 'enterUnitChange', { as: office, body: { ...body, alias: '' }, headers: { 'If-Match': later.etag } })
  const { body: list } = await ok('listUnitChanges', { as: drafter, query: { unit: unit.id } })
  expect(list.items[0].id === entered.id && list.items[0].alias === body.alias, 'others read the list')
  await problem(400, 'http.bad-parameter', 'listUnitChanges', { as: office, query: { unit: 'x' } })
  const { headers: after } = await ok('takeUnitChangeBack', { as: office, id: entered.id, body: { basis: '写错了' }, headers: { 'If-Match': later.etag } })
  await problem(409, 'org.taken-back', 'takeUnitChangeBack', { as: office, id: entered.id, body: { basis: '写错了' }, headers: { 'If-Match': after.etag } })
  await problem(404, 'org.no-change', 'takeUnitChangeBack', { as: office, id: kNobody, body: { basis: '写错了' }, headers: { 'If-Match': after.etag } })
}
