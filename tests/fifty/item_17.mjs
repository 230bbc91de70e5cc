// SPDX-License-Identifier: Apache-2.0
// Item 17: six departments, each on its own, report a support plan every year on a day the office sets.
import { check, equal, open } from './world.mjs'

const { client, ok, problem, office, drafter, duty, dues, due, match } = await open()
const support = duty('support')
equal([support.state, support.definition.on ?? ''], ['draft', ''], 'the notice gives no day: nobody owes anything yet')
equal(await dues('support'), [], 'so there is no due')
const draft = await client.ok('getDuty', { as: office, id: support.id })
await problem(400, 'duty.bad-definition', 'changeDuty', { as: office, id: support.id, headers: match(draft.headers.etag), body: { definition: { ...support.definition, on: '三月底' } } })
await problem(403, 'access.role', 'changeDuty', { as: drafter, id: support.id, headers: match(draft.headers.etag), body: { definition: support.definition } })
const dated = await client.ok('changeDuty', { as: office, id: support.id, headers: match(draft.headers.etag), body: { definition: { ...support.definition, on: 'FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=30' } } })
const cost = await ok('getDutyCost', { as: office, id: support.id })
equal(cost.units, 6, 'its cost is shown before it is issued')
await client.ok('issueDuty', { as: office, id: support.id, headers: match(dated.headers.etag), body: {} })
const six = await dues('support')
equal(six.map((one) => one.unit.short_name).sort(), ['省发展改革委', '省外经贸厅', '省科技厅', '省经信委', '省财政厅', '省人社厅'].sort(), 'six departments, each on its own')
equal([...new Set(six.map((one) => one.due_on))], ['2012-03-30'], 'by the day the office set')
const own = six.find((one) => one.unit.short_name === '省人社厅')
const other = six.find((one) => one.unit.short_name === '省财政厅')
check((await due(drafter, own.id)).verbs.includes('fill'), 'each writes its own')
await problem(404, 'duty.no-due', 'getDue', { as: drafter, id: other.id })
