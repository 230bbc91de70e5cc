// SPDX-License-Identifier: Apache-2.0
// On a fresh demo server: a notice that is hard to read is put right. Items cut, merged, added from the text, taken out and put back; steps taken back; units mapped together; all by keyboard.
import { answerAll, base, check, equal, finish, importText, inspect, logIn, open, until } from './lib.mjs'

const run = await open()
const { page } = run
const text = `测试市人民政府办公室关于印发《测试市惠民实事分工方案》的通知

测府办〔2020〕31号

各区人民政府，市政府各部门：

测试市人民政府办公室
2020年3月2日

测试市惠民实事分工方案

一、道路

1. 修复农村公路二百公里；改造危桥三座，2020年10月底前完成。（市交通局牵头，市财政局配
合）
2. 新建停车位五百个。（市住建局、市公安局负责）
3. 完善非机动车道。（市住建局负责）

二、教育

4. 新建小学三所，扩建幼儿园五所。（市教育局牵头，市规划局、市财政局等部门配合）
5. 适时发布学位预警，做好信息公开。（市教育局）
`
// What the server holds: number, first words and how many units, item by item.
async function held() {
  const id = location.pathname.split('/').pop()
  const detail = await (await fetch(`/api/v1/imports/${id}`)).json()
  return detail.items.map((item) => `${item.number}:${item.text.replace(/\s/g, '').slice(0, 6)}:${item.parties.length}`)
}
const items = () => page.evaluate(held)
const saved = (wanted, what) => until(items, wanted, what)

await logIn(page, 'wangqiang', 'luoshi-demo-2011')
await importText(page, text)
await page.waitForURL(/\/files\/imports\/\d+$/)
await page.locator('.pg').waitFor()
const asRead = await items()
equal(asRead.length, 5, 'five items are read')

console.log('an item is cut in two')
await page.getByRole('tab', { name: /逐项/ }).click()
await page.locator('#item-1 .line').click()
await page.locator('#item-1').getByRole('button', { name: '拆成两项' }).click()
await page.locator('#item-1 .cut').first().waitFor()
await inspect(page, 'split')
await page.locator('#item-1 .cut').first().click()
await saved([asRead[0].replace(/:[^:]*:/, ':修复农村公路:'), '1-2:改造危桥三座:2', ...asRead.slice(1)], 'the second part is an item of its own, with the units of both')
await page.getByRole('button', { name: '撤销' }).click()
await saved(asRead, 'taken back')
await page.getByRole('button', { name: '重做' }).click()
await page.locator('#item-1b').waitFor()

console.log('by keyboard: merged with the next, taken out, taken back')
await page.locator('#tabpanel').focus()
await page.keyboard.press('j')
await page.locator('#item-1b.cur').waitFor()
await page.keyboard.press('k')
await page.locator('#item-1.cur').waitFor()
await page.keyboard.press('m')
await saved(asRead, 'the two parts are one again')
await page.keyboard.press('j')
await page.keyboard.press('x')
await page.locator('.gone').waitFor()
await until(async () => (await items()).length, 4, 'item 2 is taken out')
await inspect(page, 'taken-out')
await page.keyboard.press('Control+z')
await saved(asRead, 'and back')

console.log('ticked items become one')
await page.locator('#item-2 input[type=checkbox]').check()
await page.locator('#item-4 input[type=checkbox]').check()
check(await page.getByRole('button', { name: '合并成一项' }).isDisabled(), 'items that do not stand together cannot be merged')
await page.locator('#item-3 input[type=checkbox]').check()
await page.locator('#item-4 input[type=checkbox]').uncheck()
await inspect(page, 'ticked')
await page.getByRole('button', { name: '合并成一项' }).click()
await page.locator('#item-3').waitFor({ state: 'detached' })
await page.getByRole('button', { name: '撤销' }).click()
await saved(asRead, 'and are two again')

console.log('an item is added from words marked in the original')
await page.locator('#item-5 .line').click()
const words = page.locator('.sheet [data-begin]', { hasText: '做好信息公开' }).first()
await words.evaluate((piece) => {
  const at = piece.firstChild.data.indexOf('做好信息公开')
  window.getSelection().setBaseAndExtent(piece.firstChild, at, piece.firstChild, at + 6)
  piece.closest('.sheet').dispatchEvent(new MouseEvent('mouseup', { bubbles: true }))
})
await page.locator('#item-5').getByRole('button', { name: '在后面加一项' }).click()
check((await page.locator('.box .check').innerText()).includes('做好信息公开'), 'the marked words are offered')
await inspect(page, 'add-item')
await page.locator('.box').getByRole('button', { name: '加上' }).click()
await saved([...asRead, '5-1:做好信息公开:0'], 'they are an item now')
await page.locator('#item-n1 .line').click()
await page.locator('#item-n1 .number').fill('6')
await page.keyboard.press('Enter')
await saved([...asRead, '6:做好信息公开:0'], 'with a number of its own')

console.log('strange units are mapped together')
await page.getByRole('tab', { name: /单位对照/ }).click()
const strange = await page.locator('.list tbody .tag.warn').count()
check(strange >= 4, `${strange} names are not in the directory`)
for (const name of ['市住建局', '市规划局']) await page.getByLabel(new RegExp(name)).first().check()
await page.locator('.many input').fill('省住建厅')
await page.locator('.many [role=option]').first().waitFor()
await inspect(page, 'units-many')
await page.locator('.many input').press('ArrowDown')
await page.locator('.many input').press('Enter')
await page.waitForFunction((before) => document.querySelectorAll('.list tbody .tag.warn').length === before - 2, strange)
await page.getByRole('button', { name: '撤销' }).click()
await page.waitForFunction((before) => document.querySelectorAll('.list tbody .tag.warn').length === before, strange)
check(true, 'and the step is taken back as one')

console.log('the plan has what was put right')
await page.getByRole('tab', { name: /存疑/ }).click()
await answerAll(page)
await page.locator('.top .make').click()
await page.waitForURL(/\/plans\/\d+$/)
await page.getByText('做好信息公开').first().waitFor()
equal(await page.locator('tbody[data-rows] .title').count(), 6, 'six tasks')
check(base.length > 0, 'done')
await finish(run)
