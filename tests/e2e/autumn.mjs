// SPDX-License-Identifier: Apache-2.0
// The demonstration as a visitor meets it: an office at work, and what becomes of it as the business date moves on.
import { ask as askOf, become, check, equal, finish, inspect, logIn, open, until } from './lib.mjs'

const run = await open()
const { page } = run
const kPassword = 'luoshi-demo-2011'
const ask = (...a) => askOf(page, ...a)
const overview = async () => {
  await page.getByRole('link', { name: '总览' }).click()
  await page.getByRole('heading', { name: '总览' }).waitFor()
}
const lights = async () => {
  const plan = (await ask('/plans')).body.items.find((one) => one.sample)
  return (await ask(`/plans/${plan.id}/overview`)).body
}
const dues = async (duty, query = '') => {
  const plan = (await ask('/plans')).body.items.find((one) => one.sample)
  const found = (await ask(`/plans/${plan.id}/duties`)).body.items.find((one) => one.definition.id === duty)
  return (await ask(`/dues?duty=${found.id}&limit=500${query}`)).body.items
}
const count = (items) => items.reduce((all, one) => ({ ...all, [one.due?.state ?? one.state]: (all[one.due?.state ?? one.state] ?? 0) + 1 }), {})

await logIn(page, 'wangqiang', kPassword)
await page.waitForURL(/\/plans\/\d+/)
equal((await ask('/system')).body.business_date, '2011-11-10', 'the tenth of November')
const first = count(await dues('closing'))
console.log('  reports', JSON.stringify(first))
for (const state of ['open', 'drafted', 'submitted']) check(first[state] > 0, `some reports are ${state}`)
const then = await lights()
console.log('  lights', JSON.stringify(then.lights), JSON.stringify(then.states))
await inspect(page, 'autumn-desk')
await overview()
await inspect(page, 'autumn-overview')

console.log('the leader has written a remark that waits for the office')
const plan = (await ask('/plans')).body.items.find((one) => one.sample)
const remarks = (await ask(`/plans/${plan.id}/leader-remarks`)).body.items
equal(remarks.length, 1, 'one remark')
await page.goto(new URL(`/plans/${plan.id}/remarks`, page.url()).href)
await page.getByText('盯紧尚未签收的单位').first().waitFor()
await inspect(page, 'autumn-remark')

console.log('on to December by the button')
const began = Date.now()
await page.getByRole('button', { name: /业务日期/ }).click()
await page.locator('.move input[type=date]').fill('2011-12-12')
await page.getByRole('button', { name: '改到这一天' }).click()
await page.getByText(/演示人物正在办理，已到2011年/).waitFor()
await page.waitForFunction(() => fetch('/api/v1/system').then((r) => r.json()).then((s) => s.business_date === '2011-12-12'), null, { polling: 300, timeout: 60_000 })
await until(async () => (await page.locator('.day').first().innerText()).includes('12月12日'), true, 'the page stands on the day')
console.log(`  ${Date.now() - began} ms for 32 days`)
const last = count(await dues('closing'))
console.log('  reports', JSON.stringify(last))
check(last.accepted > 30, 'most reports are accepted')
const late = await dues('closing', '&late=true')
check(late.length > 2, 'some never came')
const now = await lights()
console.log('  lights', JSON.stringify(now.lights), JSON.stringify(now.weeks))
check(now.weeks.length >= 6, 'weeks to compare')
check(now.weeks.at(-1).soon + now.weeks.at(-1).overdue + now.weeks.at(-1).behind > 0, 'with something in them')
await overview()
await inspect(page, 'autumn-december')
const summaries = count(await dues('summary', '&to=2011-12-31'))
console.log('  summaries', JSON.stringify(summaries))
check(summaries.submitted > 0, 'summaries come in')

console.log('a unit of the visitor has its own work')
await become(page, 'limin', kPassword)
await page.waitForURL((url) => url.pathname !== '/login')
equal(count(await dues('closing')), { open: 1 }, 'its report is the visitor\'s to write')
await page.goto(new URL('/desk', page.url()).href)
await page.locator('.next').waitFor()
await until(async () => Number((await page.getByRole('link', { name: /^待办/ }).innerText()).replace(/\D/g, '')) > 3, true, 'what waits for the unit stands on its desk')
await inspect(page, 'autumn-unit')
await finish(run)
