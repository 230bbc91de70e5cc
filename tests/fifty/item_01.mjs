// Each of the 21 cities reviews the double transfer and reports to 省委 and 省政府; the office gathers the reports, sees
// who is missing, and groups the weak links by theme.
import { check, equal, open } from './world.mjs'

const { client, ok, problem, office, duty, dues, match, due, day, enter, inbox, until } = await open()
const review = duty('review')
equal([review.definition.on, review.state], ['', 'draft'], 'the notice gives no date: the office sets it')
equal(review.to.map((unit) => unit.short_name).slice(0, 2), ['省委', '省政府'], 'addressed to the two provincial bodies')

// No date, no dues. The office sets one.
const drafted = await client.ok('getDuty', { as: office, id: review.id })
const issued = await client.ok('issueDuty', { as: office, id: review.id, headers: match(drafted.headers.etag), body: {} })
equal((await dues('review')).length, 0, 'without a date nobody owes anything')
await ok('changeDuty', { as: office, id: review.id, headers: match(issued.headers.etag), body: { definition: { ...review.definition, on: '2011-12-20' } } })
const all = await dues('review')
equal(all.length, 21, 'each city owes one')

const form = (await due(office, all[0].id)).form_definition
const sections = form.sections.map((section) => section.title.zh).join()
check(['利弊', '成败', '得失', '薄弱环节', '措施', '建议'].every((word) => sections.includes(word)), 'the form has the sections the notice names')

const values = (theme, city) => ({
  利弊分析: `${city}：产业承接带动了税收，也占用了配套资金。`,
  成败分析: '共建园区起步快，后续招商不足。',
  得失分析: '就地就业增加，技能培训覆盖不够。',
  薄弱环节: [{ 编号: '1', 主题: theme, 具体表现: `${city}园区可供土地不足`, 主要原因: '前期平整投入少' }],
  改进措施: [{ 措施编号: '1', 对应环节: '1', 措施内容: '安排专项资金平整二期用地', 责任单位: '市国土局', 完成时限: '2012-06-30' }],
})

// 广州市 writes its own: a measure must answer a weak link that is there.
const guangzhou = all.find((one) => one.unit.short_name === '广州市')
const city = await client.logIn('zhouning', 'luoshi-demo-2011')
const wrong = values('土地', '广州市')
wrong.改进措施[0].对应环节 = '3'
await ok('saveDue', { as: city, id: guangzhou.id, headers: match((await due(city, guangzhou.id)).etag), body: { values: wrong } })
await problem(422, 'duty.not-ready', 'handOnDue', { as: city, id: guangzhou.id, headers: match((await due(city, guangzhou.id)).etag), body: {} })
await ok('saveDue', { as: city, id: guangzhou.id, headers: match((await due(city, guangzhou.id)).etag), body: { values: values('土地', '广州市') } })
const code = (await due(city, guangzhou.id)).check_code
await client.ok('signDueOnPaper', { as: city, id: guangzhou.id, fields: { code, by: '某副市长' }, file: ['签字件.pdf', '%PDF-1.4 scan'] })
await ok('submitDue', { as: city, id: guangzhou.id, headers: match((await due(city, guangzhou.id)).etag) })

// Received by the two bodies, passed on to the office: recorded, with dates that can be.
await day('2011-12-05')
const addressees = (await ok('getCompendium', { as: office, id: review.id })).addressees
equal(addressees.map((unit) => unit.short_name), ['省委', '省政府'], 'the office tells where it was received')
await problem(400, 'compendium.bad-date', 'recordReceipt', { as: office, id: guangzhou.id, body: { unit_id: addressees[0].id, received_on: '2011-12-06' } })
for (const unit of addressees) await ok('recordReceipt', { as: office, id: guangzhou.id, body: { unit_id: unit.id, received_on: '2011-12-01', passed_on: '2011-12-05', note: '机要收文' } })
await problem(409, 'compendium.not-handed-in', 'recordReceipt', { as: office, id: all.find((one) => one.id !== guangzhou.id).id, body: { unit_id: addressees[0].id, received_on: '2011-12-01' } })
await ok('acceptDue', { as: office, id: guangzhou.id })

// The others come on paper, but for two; those are told, and the office sees them.
const others = all.filter((one) => one.id !== guangzhou.id)
const missing = others.slice(-2)
for (const one of others.slice(0, -2)) {
  await enter(one.id, values(one.unit.short_name === '韶关市' ? '资金融资' : '土地', one.unit.short_name), '2011-12-05')
  await ok('acceptDue', { as: office, id: one.id })
}
await day('2011-12-21')
const gathered = await ok('getCompendium', { as: office, id: review.id })
equal([gathered.accepted, gathered.wanting], [19, 2], 'nineteen are in, two are wanting')
equal((await dues('review', { late: true })).map((one) => one.unit.short_name).sort(), missing.map((one) => one.unit.short_name).sort(), 'the office sees who is missing')

// The weak links stand together by theme; the office puts one where it belongs, the city's text stays.
equal(gathered.themes.map((one) => [one.theme, one.rows.length]), [['资金融资', 1], ['土地', 18]], 'weak links by theme')
const moved = gathered.themes[1].rows.find((row) => row.unit.short_name === '广州市')
await ok('setTheme', { as: office, id: moved.due_id, body: { row: moved.row, theme: '基础设施' } })
equal((await ok('getCompendium', { as: office, id: review.id })).themes.map((one) => [one.theme, one.rows.length]), [['基础设施', 1], ['资金融资', 1], ['土地', 17]], 'the office corrects a theme')
equal((await due(city, guangzhou.id)).values.薄弱环节[0].主题, '土地', 'what the city wrote stays')

// The 21 become one book, opened and read back by the reader of files.
const read = async (format) => {
  const file = await client.ok('getCompendiumFile', { as: office, id: review.id, query: { format } })
  return file.bytes ?? file.body
}
const book = await read('docx')
check(book.length > 5000, 'a book of all reports')
check((await read('xlsx')).length > 3000, 'a table of progress')
await problem(403, 'access.role', 'getCompendiumFile', { as: city, id: review.id, query: { format: 'docx' } })

// Who is missing was reminded and urged, who reported was not urged.
await until(async () => (await inbox(city)).some((one) => one.kind === 'urge' && one.link === `/dues/${guangzhou.id}`), false, 'who reported is not urged')
