// SPDX-License-Identifier: Apache-2.0
// What the cases of the fifty items share: a demo server of their own, its callers, its clock.
//   const world = await open()      ok, problem, office, drafter; day(date), duty(id), dues(id), document(id), person(unit, name), …
//   LUOSHI_URL       a fresh demo
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from '../e2e/client.mjs'
import { readContract } from '../e2e/judge.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

export function check(truth, sentence) {
  if (!truth) throw new Error(`not true: ${sentence}`)
  console.log(`  ok ${sentence}`)
}
export function equal(got, wanted, what) {
  if (JSON.stringify(got) !== JSON.stringify(wanted)) throw new Error(`not true: ${what}: ${JSON.stringify(got)} (wanted ${JSON.stringify(wanted)})`)
  console.log(`  ok ${what}`)
}

export async function open() {
  if (!process.env.LUOSHI_URL) throw new Error('set LUOSHI_URL')
  const client = new Client(readContract(join(root, 'api/openapi.yaml')), process.env.LUOSHI_URL)
  const ok = async (...a) => (await client.ok(...a)).body
  const problem = async (...a) => (await client.problem(...a)).body
  const office = await client.logIn('wangqiang', 'luoshi-demo-2011')
  const drafter = await client.logIn('limin', 'luoshi-demo-2011')
  const admin = await client.logIn('admin', 'luoshi-demo-2011')
  const plan = (await ok('listPlans', { as: office })).items.find((one) => one.sample)
  const duties = (await ok('listDuties', { as: office, id: plan.id })).items

  const duty = (id) => {
    const found = duties.find((one) => one.definition.id === id)
    if (!found) throw new Error(`not true: the pack has the duty '${id}'`)
    return found
  }
  // The document of the pack, as it is now.
  async function document(code, as = office) {
    const line = (await ok('listDocuments', { as: office, id: plan.id })).items.find((one) => one.code === code)
    if (!line) throw new Error(`not true: the pack has the document '${code}'`)
    return ok('getDocument', { as, id: line.id })
  }
  const unit = async (short_name) => {
    const found = (await ok('listUnits', { as: office, query: { q: short_name } })).items.find((one) => one.short_name === short_name)
    if (!found) throw new Error(`not true: there is the unit '${short_name}'`)
    return found
  }
  // Somebody who drafts for that unit.
  async function person(short_name, name) {
    const username = `fifty.${name}`
    const first = 'first-word-2011'
    await ok('addPerson', { as: admin, body: { username, name: short_name, role: 'drafter', unit_id: (await unit(short_name)).id, password: first } })
    const as = await client.logIn(username, first)
    await ok('changePassword', { as, body: { current: first, new: 'another-word-2011' } })
    return as
  }
  async function dues(id, query = {}) {
    const all = []
    for (let cursor; ; ) {
      const page = await ok('listDues', { as: office, query: { duty: duty(id).id, limit: 500, ...query, ...(cursor ? { cursor } : {}) } })
      all.push(...page.items)
      if (!page.next_cursor) return all
      cursor = page.next_cursor
    }
  }
  // What the server does by itself is waited for by its effect.
  async function until(ask, wanted, what) {
    const end = Date.now() + 30_000
    let got = await ask()
    while (JSON.stringify(got) !== JSON.stringify(wanted) && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 100))
      got = await ask()
    }
    equal(got, wanted, what)
  }
  const match = (etag) => ({ 'If-Match': etag })
  const due = async (as, id) => {
    const got = await client.ok('getDue', { as, id })
    return { ...got.body, etag: got.headers.etag }
  }
  const day = (date) => ok('setBusinessDate', { as: office, body: { date } })
  const save = async (as, id, values) => ok('saveDue', { as, id, headers: match((await due(as, id)).etag), body: { values } })
  const with_etag = async (operation, as, id, more = {}) => client.ok(operation, { as, id, headers: match((await due(as, id)).etag), ...more })
  // The office types what came on paper.
  async function enter(id, values, received_on, manner = '纸质') {
    await save(office, id, values)
    await with_etag('enterDue', office, id, { fields: { received_on, manner } })
  }
  // The unit's own way: typed, signed on paper with the check code, handed in.
  async function handIn(as, id, values) {
    await save(as, id, values)
    const code = (await due(as, id)).check_code
    await client.ok('signDueOnPaper', { as, id, fields: { code, by: '孙厅' }, file: ['签字件.pdf', '%PDF-1.4 scan'] })
    await with_etag('submitDue', as, id)
  }
  const inbox = async (as) => (await ok('listInbox', { as, query: { limit: 100 } })).items
  return { client, ok, problem, office, drafter, admin, plan, duty, dues, document, unit, person, until, match, due, day, save, with_etag, enter, handIn, inbox }
}

export const weekday = (date) => new Date(`${date}T00:00:00Z`).getUTCDay()
