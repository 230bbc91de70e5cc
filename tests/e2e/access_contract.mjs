// SPDX-License-Identifier: Apache-2.0
// Three administrators, second factors, sessions, record and reads, as part of contract.mjs: every operation with a success and a
// problem. From its first step on the powers are separated.
//   await access(client, callers, password)
import { createHmac } from 'node:crypto'

const kNobody = '9223372036854775807'

// RFC 6238.
function code(secret, later = 0) {
  const bits = [...secret].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('')
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later))
  const mac = createHmac('sha1', Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)))).update(counter).digest()
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

export async function access(client, { admin, office }, own) {
  const ok = (...a) => client.ok(...a)
  const problem = (...a) => client.problem(...a)
  const first = 'first-word-2011'
  const enter = async (username) => {
    const as = await client.logIn(username, first)
    await ok('changePassword', { as, body: { current: first, new: own } })
    return as
  }
  const of = ({ body, headers }) => ({ id: body.id, headers: { 'If-Match': headers.etag } })
  await problem(409, 'access.nothing-asked', 'confirmPerson', { as: admin, ...of(await ok('getPerson', { as: admin, id: (await ok('getSession', { as: office })).body.person.id })) })
  await ok('listEvents', { as: admin }) // until there is another

  const person = (username, name, role) => ok('addPerson', { as: admin, body: { username, name, role, password: first } })
  await person('safe', '何安', 'security')
  const security = await enter('safe')
  const asked = await person('audit', '沈计', 'auditor')
  if (asked.body.active || !asked.body.asked?.opens) throw new Error('the second account waits')
  await problem(403, 'access.inactive', 'logIn', { body: { username: 'audit', password: first } })
  await problem(409, 'access.one-power', 'addPerson', { as: admin, body: { username: 'both', name: '何安', role: 'auditor', password: first } })
  await problem(403, 'access.separated', 'confirmPerson', { as: admin, ...of(asked) })
  await problem(412, 'http.precondition-failed', 'confirmPerson', { as: security, id: asked.body.id, headers: { 'If-Match': '"v99"' } })
  await ok('confirmPerson', { as: security, ...of(asked) })
  const auditor = await enter('audit')
  const late = await person('late', '迟来', 'office')
  await ok('refusePerson', { as: security, ...of(late) })
  await problem(409, 'access.nothing-asked', 'refusePerson', { as: security, id: late.body.id, headers: { 'If-Match': '"v2"' } })

  await secondFactor(client, security, own)

  const { id } = late.body
  for (const operation of ['unlockPerson', 'listSessionsOfPerson', 'endSessionsOfPerson', 'resetSecondFactor']) {
    await ok(operation, { as: security, id })
    await problem(403, 'access.separated', operation, { as: admin, id })
    await problem(404, 'access.no-person', operation, { as: security, id: kNobody })
  }
  await ok('listOwnSessions', { as: office })
  await problem(404, 'access.no-such-session', 'endOwnSession', { as: office, id: kNobody })
  const { username } = (await ok('getSession', { as: auditor })).body.person
  await client.logIn(username, own)
  const others = (await ok('listOwnSessions', { as: auditor })).body.items.filter((one) => !one.here)
  await ok('endOwnSession', { as: auditor, id: others[0].id })
  await ok('endOtherSessions', { as: auditor })

  const found = (await ok('listEvents', { as: auditor, query: { kind: 'person', action: 'access.', limit: 5 } })).body
  await ok('listEvents', { as: auditor, query: { cursor: found.next_cursor, from: '2026-01-01', to: '2999-12-31', limit: 1 } })
  await problem(400, 'http.bad-parameter', 'listEvents', { as: auditor, query: { from: 'today' } })
  const confirmed = (await ok('listEvents', { as: auditor, query: { action: 'access.confirmed' } })).body.items[0]
  const { rows, names } = (await ok('getEvent', { as: auditor, id: confirmed.id })).body
  const account = rows.find((one) => one.table === 'access_people')
  if (account.row_id !== asked.body.id || account.before.active !== 0 || account.after.active !== 1) throw new Error('the account before and after')
  if (names[asked.body.id] !== '沈计') throw new Error('the people of an entry have names')
  const all = (await ok('listAuditPeople', { as: auditor })).body.items
  if (!all.some((one) => one.id === asked.body.id && one.username === 'audit')) throw new Error('everybody can be looked for')
  await problem(403, 'access.separated', 'listAuditPeople', { as: admin })
  await problem(404, 'audit.no-event', 'getEvent', { as: auditor, id: '1' })
  await ok('exportEvents', { as: auditor, query: { kind: 'person' } })
  await problem(403, 'access.separated', 'exportEvents', { as: admin })
  const read = (await ok('listReads', { as: auditor, query: { kind: 'audit', limit: 1 } })).body
  if (read.items[0].route !== '/api/v1/audit/events.xlsx') throw new Error('what the auditor reads is logged')
  await ok('listReads', { as: auditor, query: { cursor: read.next_cursor, person: read.items[0].person.id } })
  await problem(403, 'access.role', 'listReads', { as: security })
  await ok('startProof', { as: auditor })
  await problem(403, 'access.separated', 'startProof', { as: admin })
  let proof
  for (const end = Date.now() + 60_000; (!proof || proof.running) && Date.now() < end; ) proof = (await ok('getProof', { as: auditor })).body
  if (proof.result?.faults.length !== 0) throw new Error(`the record holds: ${JSON.stringify(proof)}`)
}

async function secondFactor(client, as, password) {
  const ok = (...a) => client.ok(...a)
  const problem = (...a) => client.problem(...a)
  await ok('getSecondFactor', { as })
  await problem(409, 'access.no-factor', 'confirmSecondFactor', { as, body: { code: '123456' } })
  await problem(409, 'access.no-factor', 'dropSecondFactor', { as, body: { password, code: '123456' } })
  await problem(403, 'access.wrong-current-password', 'offerSecondFactor', { as, body: { password: 'wrong' } })
  const { secret } = (await ok('offerSecondFactor', { as, body: { password } })).body
  await problem(403, 'access.wrong-code', 'confirmSecondFactor', { as, body: { code: 'none' } })
  const { recovery_codes } = (await ok('confirmSecondFactor', { as, body: { code: code(secret) } })).body
  await problem(409, 'access.factor-on', 'offerSecondFactor', { as, body: { password } })
  await ok('getSecondFactor', { as })
  const { username } = (await ok('getSession', { as })).body.person
  await problem(401, 'access.code-required', 'logIn', { body: { username, password } })
  await problem(401, 'access.wrong-code', 'logIn', { body: { username, password, code: 'none' } })
  await ok('logIn', { body: { username, password, code: code(secret, 1) } })
  await problem(401, 'access.wrong-code', 'dropSecondFactor', { as, body: { password, code: 'none' } })
  await ok('dropSecondFactor', { as, body: { password, code: recovery_codes[0] } })
}
