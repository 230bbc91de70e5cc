// SPDX-License-Identifier: Apache-2.0
// Speaks to a real server by operationId and keeps every answer for the judge.
//   const client = new Client(contract, url)
//   await client.logIn('wangqiang', password)             a caller, to be passed as `as`
//   await client.ok('getPlan', { as, id })                the answer of a success; anything else throws
//   await client.problem(404, 'followup.no-plan', 'getPlan', { as, id })
import { request } from 'node:http'

export class Client {
  constructor(contract, url, answers = []) {
    this.contract = contract
    this.url = url.replace(/\/$/, '')
    this.answers = answers
  }

  async logIn(username, password) {
    const { headers } = await this.ok('logIn', { body: { username, password } })
    return this.caller(headers)
  }

  caller(headers) {
    return Object.fromEntries(headers['set-cookie'].map((c) => c.split(';')[0].split('=')))
  }

  async ok(operation, options = {}) {
    const answer = await this.call(operation, options)
    if (answer.status >= 300) throw new Error(`${operation} ${JSON.stringify(options.body ?? options.query ?? '')} answers ${answer.status} ${answer.text}`)
    return answer
  }

  async problem(status, code, operation, options = {}) {
    const answer = await this.call(operation, options)
    if (answer.status !== status || answer.body.code !== code) throw new Error(`${operation} answers ${answer.status} ${answer.text.slice(0, 500)} instead of ${status} ${code}`)
    return answer
  }

  // options: as (a caller), id, form and part (of the path), query, body (JSON, or text with `type`), file ([name, bytes]), fields (texts beside it), headers, from (local address)
  async call(id, options) {
    const operation = this.contract.operations.get(id)
    if (!operation) throw new Error(`the contract has no operation '${id}'`)
    const query = Object.fromEntries(Object.entries(options.query ?? {}).map(([k, v]) => [k, String(v)]))
    const search = Object.keys(query).length ? `?${new URLSearchParams(query)}` : ''
    const { type, data } = encoded(options)
    const headers = { ...(options.as ? credentials(options.as) : {}), ...(type ? { 'Content-Type': type, 'Content-Length': Buffer.byteLength(data) } : {}), ...options.headers }
    const answer = await send(this.url + operation.path.replace('{form}', options.form ?? 'any').replace(/\{\w+\}/, options.id ?? '').replace(/\{\w+\}/, options.part ?? '1') + search, { method: operation.method, headers, localAddress: options.from }, data)
    const sent = { type: type?.split(';')[0], body: options.file || options.fields ? undefined : options.body, query }
    this.answers.push({ operation: id, status: answer.status, type: answer.type, etag: answer.headers.etag, body: answer.body, sent })
    return answer
  }
}

const credentials = (caller) => ({
  Cookie: Object.entries(caller).map(([k, v]) => `${k}=${v}`).join('; '),
  'X-CSRF-Token': caller.luoshi_csrf,
})

function encoded({ body, type, file, fields }) {
  if (file || fields) {
    const boundary = 'a-line-that-no-notice-has'
    const part = (disposition, bytes) => Buffer.concat([Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`), Buffer.from(bytes), Buffer.from('\r\n')])
    const parts = Object.entries(fields ?? {}).map(([name, text]) => part(`name="${name}"`, text))
    if (file) parts.push(part(`name="file"; filename="${file[0]}"\r\nContent-Type: application/octet-stream`, file[1]))
    return { type: `multipart/form-data; boundary=${boundary}`, data: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]) }
  }
  if (body === undefined) return {}
  return type ? { type, data: body } : { type: 'application/json', data: JSON.stringify(body) }
}

function send(url, options, data) {
  return new Promise((resolve, reject) => {
    const call = request(url, { ...options, timeout: 60_000 }, (answer) => {
      const chunks = []
      answer.on('data', (chunk) => chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () => {
        const bytes = Buffer.concat(chunks)
        const text = bytes.toString('utf8')
        const type = (answer.headers['content-type'] ?? '').split(';')[0]
        resolve({ status: answer.statusCode, headers: answer.headers, type, text, bytes, body: type.endsWith('json') ? JSON.parse(text) : text })
      })
    })
    call.on('timeout', () => call.destroy(new Error(`no answer within a minute: ${options.method} ${url}`)))
    call.on('error', reject)
    call.end(data)
  })
}
