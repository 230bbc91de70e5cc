// SPDX-License-Identifier: Apache-2.0
// On a fresh demo server whose pack is edited while it runs: mistakes with their lines, what changes, a new version in force.
//   LUOSHI_PACK   the folder of the server's pack
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { base, check, equal, finish, inspect, logIn, need, open } from './lib.mjs'

const run = await open([/POST .*\/activate 409/])
const { page } = run
const pack = need('LUOSHI_PACK')
const original = Object.fromEntries(['pack.yaml', 'units.yaml', 'plan.yaml', 'calendar.yaml'].map((name) => [name, readFileSync(join(pack, name), 'utf8')]))
const edit = (name, ...changes) => {
  let text = original[name]
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`${name} has no ${from}`)
    text = text.replace(from, to)
  }
  writeFileSync(join(pack, name), text)
}
const button = (name) => page.getByRole('button', { name })

console.log('the list')
await logIn(page, 'wangqiang', 'luoshi-demo-2011')
await page.locator('.rail').getByText('系统').click()
await page.waitForURL(/\/packs$/)
await page.locator('tbody tr a').click()
await page.waitForURL(/\/packs\/gd-2011-193$/)
await page.locator('.versions tbody tr').waitFor()
await button('检查新版本').click()
await page.getByText('没有新版本').waitFor()
check(/单位 \d+ · 单位组 \d+ · 调休和假日 \d+ · 任务 50 · 表单 \d+ · 数据项 \d+/.test(await page.locator('.facts').innerText()), 'what it holds is told in words')
await inspect(page, 'pack-same')

console.log('mistakes')
edit('units.yaml', ['parent: gd.gov, aliases: ["省经济和信息化委"', 'parent: gd.nobody, aliases: ["省经济和信息化委"'], ['kind: group', 'kind: group\n    colour: red'])
edit('plan.yaml', ['- responsible: [gd.g.cities]', '- resposible: [gd.g.cities]'])
await button('重新检查').click()
await page.locator('.findings li').nth(2).waitFor()
const said = await page.locator('.findings').innerText()
const line = original['units.yaml'].split('id: gd.jxw')[0].split('\n').length
check(said.includes(`units.yaml:${line}:`) && said.includes('提到“gd.nobody”'), 'a mistake is told by file and line, in words')
const caret = await page.locator('.findings li .caret').first().boundingBox()
const code = await page.locator('.findings li code').first().boundingBox()
check(caret.y > code.y && caret.x >= code.x, 'a caret stands under its line')
equal(await button('启用新版本').count(), 0, 'what is broken cannot be put in force')
await inspect(page, 'pack-broken')

console.log('changes')
edit('units.yaml', ['name: "省经信委"', 'name: "省经信厅"'], ['aliases: ["相关行业协会"]', 'aliases: ["行业协会商会"]'])
edit('pack.yaml', ['version: 0.1.0', 'version: 0.2.0'])
edit('plan.yaml', ['总结反思本地“双转移”工作', '总结反思本地“双转移”工作得失'], ['      - "21个市的专题报告均已收到"\n', ''])
edit('calendar.yaml', ['      - {date: 2007-12-30, name: 元旦}\n', ''])
await button('重新检查').click()
await page.locator('.changes .card').nth(2).waitFor()
const changes = await page.locator('.changes').innerText()
for (const word of ['省经信厅', '2007-12-30', '办结标准', '得失']) check(changes.includes(word), `the changes tell of ${word}`)
await inspect(page, 'pack-changes')

console.log('only what was seen')
edit('pack.yaml', ['version: 0.1.0', 'version: 0.2.1'])
await button('启用新版本').click()
await page.getByText('文件夹或其他方案包又有改动').waitFor()
await button('检查新版本').click()
await page.locator('.changes').waitFor()
await button('启用新版本').click()
await page.getByText('已启用 0.2.1').waitFor()
equal(await page.locator('.versions tbody tr').count(), 2, 'the version before is kept')
check((await page.locator('.versions tbody tr').first().innerText()).includes('在用'), 'the new one is in force')
await inspect(page, 'pack-activated')
const units = await page.evaluate(async () => (await (await fetch('/api/v1/units?q=' + encodeURIComponent('省经信厅'))).json()).items.map((unit) => unit.short_name))
check(units.includes('省经信厅'), 'the directory has the new name')

console.log('the administrator looks')
await page.context().clearCookies()
await logIn(page, 'admin', 'luoshi-demo-2011').catch(() => null)
await page.goto(`${base}/packs`)
await page.locator('tbody tr a').waitFor()
await inspect(page, 'pack-list')
edit('pack.yaml', ['version: 0.1.0', 'version: 0.3.0'])
await page.goto(`${base}/packs/gd-2011-193`)
await button('检查新版本').click()
await page.getByText('由办公室人员启用').waitFor()
equal(await button('启用新版本').count(), 0, 'the administrator does not put it in force')

await finish(run)
