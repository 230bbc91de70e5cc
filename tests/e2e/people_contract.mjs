// SPDX-License-Identifier: Apache-2.0
// Liaisons, calls and people who leave, as part of contract.mjs: every operation with a success and a problem.
//   await peopleOfUnits(client, callers)

function expect(truth, sentence) {
  if (!truth) throw new Error(`not true: ${sentence}`)
}

const kNobody = '9223372036854775807'

export async function peopleOfUnits(client, { office, admin, drafter }) {
  const ok = (...a) => client.ok(...a)
  const problem = (...a) => client.problem(...a)
  const unitOf = async (code) => (await ok('listUnits', { as: office, query: { code } })).body.items[0].id
  const kjt = await unitOf('gd.kjt')
  await register()
  await sheet()
  await calls()
  await leaving()

  async function register() {
    const body = { unit_id: kjt, name: '周四', post: '处长', office_phone: '020-83133333', mobile: '13900139000', rank: 'main', username: 'zhousi', from: '2011-11-01', until: null }
    const { body: added, headers } = await ok('addLiaison', { as: office, body })
    await problem(409, 'liaison.twice', 'addLiaison', { as: office, body })
    await problem(409, 'liaison.two-mains', 'addLiaison', { as: office, body: { ...body, name: '吴五', username: 'wuwu' } })
    await problem(400, 'liaison.bad-entry', 'addLiaison', { as: office, body: { ...body, name: '吴五', rank: 'deputy', mobile: '打我' } })
    await problem(400, 'http.bad-field', 'addLiaison', { as: office, body: { ...body, rank: 'chief' } })
    const { headers: later } = await ok('editLiaison', { as: office, id: added.id, headers: { 'If-Match': headers.etag }, body: { post: '副处长', until: '2013-01-01' } })
    await problem(412, 'http.precondition-failed', 'editLiaison', { as: office, id: added.id, headers: { 'If-Match': headers.etag }, body: {} })
    await problem(404, 'liaison.no-entry', 'editLiaison', { as: office, id: kNobody, headers: { 'If-Match': later.etag }, body: {} })
    const mobile = async (as) => (await ok('listLiaisons', { as, query: { unit: kjt } })).body.items[0].mobile
    expect((await mobile(office)) === body.mobile && (await mobile(drafter)) === null, 'a mobile telephone is not for everybody')
    await ok('listLiaisons', { as: office, query: { unit: kjt, at: '2014-01-01', past: true } })
    await problem(400, 'http.bad-parameter', 'listLiaisons', { as: office, query: { at: 'tomorrow' } })
  }

  async function sheet() {
    const file = ['名册.csv', '单位,姓名,办公电话,邮箱\n省科技厅,周四,020-83134444,a@b\n省科技厅,郑六,,\n省财正厅,王七,,\n']
    const seen = (await ok('previewLiaisons', { as: office, file })).body
    expect(JSON.stringify(seen.counts) === '{"added":1,"changed":1,"refused":1,"same":0}', `the rows are told apart: ${JSON.stringify(seen.counts)}`)
    await problem(422, 'liaison.no-headings', 'previewLiaisons', { as: office, file: ['x.csv', '甲,乙\n1,2\n'] })
    await problem(413, 'liaison.too-many-rows', 'previewLiaisons', { as: office, file: ['x.csv', `单位,姓名\n${'省科技厅,某\n'.repeat(5001)}`] })
    await ok('refusedLiaisons', { as: office, file })
    await problem(409, 'liaison.changed-meanwhile', 'importLiaisons', { as: office, file, query: { seen: 'x' } })
    await ok('importLiaisons', { as: office, file, query: { seen: seen.seen } })
    await ok('exportLiaisons', { as: office })
    const ids = (await ok('listLiaisons', { as: admin })).body.items.filter((one) => one.unit.id === kjt).map((one) => one.id)
    await ok('openLiaisonAccounts', { as: admin, body: { ids } })
    await problem(404, 'liaison.no-entry', 'openLiaisonAccounts', { as: admin, body: { ids: [kNobody] } })
    await problem(400, 'liaison.bad-entry', 'openLiaisonAccounts', { as: admin, body: { ids: [] } })
    const known = (await ok('listPeople', { as: admin, query: { limit: 500 } })).body.items.find((one) => one.username === 'chenguohua')
    const used = (await ok('addLiaison', { as: office, body: { unit_id: known.unit.id, name: known.name, rank: 'deputy' } })).body
    expect(used.has_account && used.username === 'chenguohua', 'the open account of that name is taken for the person')
    await problem(409, 'liaison.has-account', 'openLiaisonAccounts', { as: admin, body: { ids: [used.id] } })
  }

  async function calls() {
    const due = (await ok('listDues', { as: office, query: { limit: 1 } })).body.items[0]
    const body = { on: '2011-11-01', at: '15:30', person: '周四', phone: '020-83134444', words: '周五前报', promised_by: '2011-11-04', corrects: null }
    const { body: first } = await ok('addCall', { as: office, id: due.id, body })
    await ok('addCall', { as: office, id: due.id, body: { ...body, corrects: first.id } })
    await problem(409, 'duty.call-corrected', 'addCall', { as: office, id: due.id, body: { ...body, corrects: first.id } })
    await problem(404, 'duty.no-call', 'addCall', { as: office, id: due.id, body: { ...body, corrects: kNobody } })
    await problem(400, 'duty.bad-call', 'addCall', { as: office, id: due.id, body: { ...body, words: ' ' } })
    const { items } = (await ok('listCalls', { as: office, id: due.id })).body
    expect(items.length === 2 && items[0].corrected_by === items[1].id, 'a note is corrected by a later one')
    await problem(404, 'duty.no-due', 'listCalls', { as: office, id: kNobody })
    const late = (await ok('listDues', { as: office, query: { late: true, limit: 500 } })).body.items
    expect(!late.length || late.every((one) => one.liaison === undefined || one.liaison.name), 'late lines may name whom to ring')
  }

  async function leaving() {
    const people = (await ok('listPeople', { as: admin, query: { limit: 500 } })).body.items
    const [zhou, zheng] = ['周四', '郑六'].map((name) => people.find((one) => one.name === name))
    const at = async (id) => ok('getHoldings', { as: admin, id })
    await problem(404, 'access.no-person', 'getHoldings', { as: admin, id: kNobody })
    const held = await at(zhou.id)
    expect(held.body.entries.length === 1 && held.body.colleagues.some((one) => one.id === zheng.id), 'it tells what lies there and who may take over')
    const leave = (body, tag = held.headers.etag) => ({ as: admin, id: zhou.id, headers: { 'If-Match': tag }, body })
    await problem(409, 'liaison.hand-over-first', 'editPerson', { as: admin, id: zhou.id, headers: { 'If-Match': held.headers.etag }, body: { active: false } })
    await problem(400, 'liaison.bad-colleague', 'leave', leave({ to_id: kNobody }))
    await problem(400, 'liaison.same-unit', 'leave', leave({ unit_id: kjt }))
    await problem(412, 'http.precondition-failed', 'leave', leave({ to_id: zheng.id }, '"99"'))
    await ok('leave', leave({ to_id: zheng.id }))
    const now = (await ok('listLiaisons', { as: office, query: { unit: kjt } })).body.items
    expect(now.length === 1 && now[0].name === '郑六' && now[0].rank === 'main', 'the colleague is the main liaison now')
  }
}
