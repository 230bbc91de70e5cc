// SPDX-License-Identifier: Apache-2.0
// Many people typing at once, and large attachments: a server of its own on the demo's rows; 200 writers, each with a
// connection and a report of its own, save what they type; then attachments of 10 MB are accepted one after the other.
//   node bench/writers.mjs [--smoke]
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const smoke = process.argv.includes('--smoke')
const kWriters = smoke ? 20 : 200
const kSaves = smoke ? 3 : 20
const kFiles = smoke ? 3 : 40
const kFile = 10_000_000

const folder = mkdtempSync(join(root, 'build/writers-'))
const server = spawn(join(root, 'build/release/bin/luoshi'), ['serve', ...Object.entries({ data: join(folder, 'data'), demo: 'true', demo_people: 'false', port: '0', packs: join(root, 'packs/gd-2011-193'), anchor_key_file: join(folder, 'key'), log_file: join(folder, 'log'), notify_hours: 'always', mail_slots: '' }).flatMap(([k, v]) => ['--set', `${k}=${v}`])], { stdio: ['ignore', 'pipe', 'inherit'] })
const ended = new Promise((done) => server.once('exit', done))
const base = await new Promise((found, lost) => {
  server.once('exit', () => lost(new Error('the server did not start')))
  createInterface({ input: server.stdout }).on('line', (line) => /serves (http:\S+)/.test(line) && found(/serves (http:\S+)/.exec(line)[1]))
})

let cookies = {}
function call(agent, method, path, { body, type = 'application/json', headers = {} } = {}) {
  const data = body === undefined ? undefined : Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body))
  return new Promise((done, lost) => {
    const began = process.hrtime.bigint()
    const sent = request(base + path, { agent, method, headers: { ...(data ? { 'Content-Type': type, 'Content-Length': data.length } : {}), Cookie: Object.entries(cookies).map((c) => c.join('=')).join('; '), 'X-CSRF-Token': cookies.luoshi_csrf ?? '', ...headers } }, (answer) => {
      const parts = []
      answer.on('data', (part) => parts.push(part))
      answer.on('end', () => {
        const text = Buffer.concat(parts).toString()
        done({ status: answer.statusCode, headers: answer.headers, ms: Number(process.hrtime.bigint() - began) / 1e6, text, get json() { return JSON.parse(text) } })
      })
    })
    sent.on('error', lost)
    sent.end(data)
  })
}
const one = new Agent({ keepAlive: true })
const must = async (...a) => {
  const answer = await call(one, ...a)
  if (answer.status >= 300) throw new Error(`${a[0]} ${a[1]} answers ${answer.status} ${answer.text.slice(0, 300)}`)
  return answer
}
async function logIn(username) {
  const { headers } = await must('POST', '/api/v1/session', { body: { username, password: 'luoshi-demo-2011' } })
  cookies = Object.fromEntries(headers['set-cookie'].map((c) => c.split(';')[0].split('=')))
}
const percentile = (times, p) => [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.ceil(times.length * p) - 1)]
const told = (what, times, extra = '') => console.log(`${what}: median ${percentile(times, 0.5).toFixed(1)} ms, p99 ${percentile(times, 0.99).toFixed(1)} ms, most ${Math.max(...times).toFixed(1)} ms${extra}`)

let faults = 0
try {
  await logIn('wangqiang')
  const plan = (await must('GET', '/api/v1/plans')).json.items.find((p) => p.sample)
  const review = (await must('GET', `/api/v1/plans/${plan.id}/duties`)).json.items.find((d) => d.definition.id === 'review')
  // Enough reports: the one of the cities is asked for on ten days of the next year.
  const opened = await must('GET', `/api/v1/duties/${review.id}`)
  const dated = await must('PUT', `/api/v1/duties/${review.id}`, { headers: { 'If-Match': opened.headers.etag }, body: { definition: { ...review.definition, on: 'FREQ=MONTHLY;BYMONTHDAY=20', basis: review.definition.basis } } })
  await must('POST', `/api/v1/duties/${review.id}/issue`, { headers: { 'If-Match': dated.headers.etag }, body: { approver: '某领导', approver_title: '副省长', approval: '同意' } })
  const dues = (await must('GET', `/api/v1/dues?duty=${review.id}&limit=500`)).json.items.slice(0, kWriters)
  if (dues.length < kWriters) throw new Error(`only ${dues.length} reports`)

  const times = []
  const began = process.hrtime.bigint()
  await Promise.all(
    dues.map(async (due, n) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 })
      let etag = '"0"'
      for (let k = 0; k < kSaves; ++k) {
        const answer = await call(agent, 'PUT', `/api/v1/dues/${due.id}/content`, { headers: { 'If-Match': etag }, body: { values: { 利弊分析: `第${n}位，第${k}次。${'正在写的文字。'.repeat(60)}` }, reasons: {} } })
        if (answer.status !== 200) ++faults
        times.push(answer.ms)
        etag = answer.headers.etag
        await new Promise((go) => setTimeout(go, 500 + Math.random() * 1000)) // between two pauses of a typist
      }
      agent.destroy()
    }),
  )
  const seconds = Number(process.hrtime.bigint() - began) / 1e9
  told(`${kWriters} writers, ${times.length} saves of a report`, times, `, ${(times.length / seconds).toFixed(0)} a second, ${faults} errors (p99 wanted: 200 ms)`)

  await logIn('limin')
  const own = (await must('GET', '/api/v1/dues?limit=10')).json.items[0]
  const files = []
  for (let k = 0; k < kFiles; ++k) {
    const bytes = Buffer.alloc(kFile, `${k}-`)
    const edge = 'a-line-no-file-has'
    const body = Buffer.concat([Buffer.from(`--${edge}\r\nContent-Disposition: form-data; name="file"; filename="${k}.pdf"\r\nContent-Type: application/pdf\r\n\r\n`), bytes, Buffer.from(`\r\n--${edge}--\r\n`)])
    const answer = await call(one, 'POST', `/api/v1/dues/${own.id}/files`, { body, type: `multipart/form-data; boundary=${edge}` })
    if (answer.status !== 201) ++faults
    files.push(answer.ms)
  }
  told(`attachments of 10 MB, ${kFiles} one after the other`, files, ` (p99 wanted: 500 ms)`)
} finally {
  server.kill('SIGTERM')
  await ended
  rmSync(folder, { recursive: true, force: true })
}
if (faults) throw new Error(`${faults} answers were errors`)
