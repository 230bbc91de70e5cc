// SPDX-License-Identifier: Apache-2.0
// The contract as a judge of real answers.
//   readContract(file)          the contract, and its operations by operationId
//   new Judge(contract)         .judge(answer) lists what the answer breaks; [] when it keeps the contract
//   mutations(contract)         copies of the contract with one thing changed, each of which must be noticed
// An answer is { operation, status, type, etag, body, sent: { type, body, query } }; body is parsed JSON or text.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(new URL('../../web/package.json', import.meta.url))
const { Ajv2020 } = require('ajv/dist/2020')
const addFormats = require('ajv-formats')
const { parse } = require('yaml')

const kMethods = ['get', 'put', 'post', 'patch', 'delete']

export function readContract(file) {
  const document = parse(readFileSync(file, 'utf8'))
  refuseEmpty(document, '')
  return operationsOf(document)
}

// A comma in an unquoted text of a flow mapping makes a key of the rest of it, with nothing as value.
function refuseEmpty(node, path) {
  for (const [key, value] of Object.entries(node)) {
    if (value === null) throw new Error(`the contract says nothing for '${key}' at ${path}: quote the text before it`)
    if (typeof value === 'object') refuseEmpty(value, `${path}/${key}`)
  }
}

function operationsOf(document) {
  const operations = new Map()
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of kMethods.filter((m) => item[m])) {
      const pointer = `#/paths/${escaped(path)}/${method}`
      const parameters = [...(item.parameters ?? []), ...(item[method].parameters ?? [])].map((p) => resolved(document, p))
      operations.set(item[method].operationId, { ...item[method], id: item[method].operationId, path, method: method.toUpperCase(), pointer, parameters })
    }
  }
  return { document, operations }
}

const escaped = (part) => part.replaceAll('~', '~0').replaceAll('/', '~1')
const at = (document, pointer) =>
  pointer.slice(2).split('/').reduce((node, part) => node[part.replaceAll('~1', '/').replaceAll('~0', '~')], document)
const resolved = (document, node) => (node.$ref ? at(document, node.$ref) : node)

export class Judge {
  #contract
  #ajv
  #compiled = new Map()

  constructor(contract) {
    this.#contract = contract
    // Strict, save for what OpenAPI 3.1 writes and JSON Schema allows: unions, pairs, required beside $ref.
    this.#ajv = new Ajv2020({ allErrors: true, strictTypes: false, strictTuple: false, strictRequired: false })
    addFormats(this.#ajv)
    this.#ajv.addFormat('binary', true)
    this.#ajv.addVocabulary(Object.keys(contract.document)) // the contract around the schemas: known, judges nothing
    this.#ajv.addSchema(contract.document, 'contract')
  }

  judge(answer) {
    const operation = this.#contract.operations.get(answer.operation)
    if (!operation) return ['the contract has no such operation']
    return [...this.#response(operation, answer), ...(answer.status < 300 ? this.#request(operation, answer.sent) : [])]
  }

  #response(operation, { status, type, etag, body }) {
    const declared = operation.responses[status] ? String(status) : operation.responses.default ? 'default' : null
    if (!declared) return [`status ${status} is not declared`]
    const node = operation.responses[declared]
    const pointer = node.$ref ?? `${operation.pointer}/responses/${declared}`
    const response = resolved(this.#contract.document, node)
    if (declared === 'default' && status < 400) return [`status ${status} is a success that is not declared`]
    const faults = response.headers?.ETag && !etag ? ['the declared ETag is missing'] : []
    if (!response.content) return body === '' ? faults : [...faults, `a body where none is declared: ${short(body)}`]
    return [...faults, ...this.#content(response.content, `${pointer}/content`, type, body)]
  }

  // What was sent with success must be something the contract lets one send.
  #request(operation, { type, body, query }) {
    const faults = Object.keys(query)
      .filter((name) => !operation.parameters.some((p) => p.in === 'query' && p.name === name))
      .map((name) => `the parameter '${name}' was taken but is not declared`)
    if (body === undefined || type === 'multipart/form-data') return faults
    if (!operation.requestBody) return [...faults, 'a body was taken but is not declared']
    return [...faults, ...this.#content(operation.requestBody.content, `${operation.pointer}/requestBody/content`, type, body).map((f) => `sent: ${f}`)]
  }

  #content(content, pointer, type, body) {
    if (!content[type]) return [`content type '${type}' is not declared`]
    const validate = this.#validator(`${pointer}/${escaped(type)}/schema`)
    if (validate(body)) return []
    return validate.errors.slice(0, 5).map((e) => `${e.instancePath || '/'} ${e.message} ${JSON.stringify(e.params)}`)
  }

  #validator(pointer) {
    // A pointer inside a URI: what is not ASCII or is a brace is percent-encoded.
    const reference = `contract#${encodeURI(pointer.slice(1))}`
    if (!this.#compiled.has(reference)) this.#compiled.set(reference, this.#ajv.compile({ $ref: reference }))
    return this.#compiled.get(reference)
  }
}

const short = (value) => JSON.stringify(value).slice(0, 200)

// One per kind of thing that is judged.
const kMutations = {
  'a property the contract does not know': (d) => delete d.components.schemas.Plan.properties.dated_count,
  'a property of another type': (d) => (d.components.schemas.TaskRow.properties.ordinal = { type: 'string' }),
  'a required property that does not come': (d) => d.components.schemas.Problem.required.push('colour'),
  'a value outside its list': (d) => (d.components.schemas.PersonRole.enum = ['office']),
  'a string outside its pattern': (d) => (d.components.schemas.Id.pattern = '^x'),
  'a date in another format': (d) => (d.components.schemas.Import.properties.created_at.format = 'date'),
  'a status that is not declared': (d) => delete d.paths['/api/v1/imports'].post.responses['201'],
  'a content type that is not declared': (d) => (d.paths['/metrics'].get.responses['200'].content = { 'application/json': { schema: {} } }),
  'an ETag that does not come': (d) => (d.paths['/api/v1/units'].get.responses['200'].headers = { ETag: { schema: { type: 'string' } } }),
  'a body where there is none': (d) => delete d.paths['/api/v1/session'].get.responses['200'].content,
  'a parameter that is not declared': (d) => delete d.paths['/api/v1/search'].get.parameters,
  'a request the contract forbids': (d) => d.components.schemas.Edit.oneOf.pop(),
}

export function mutations({ document }) {
  return Object.entries(kMutations).map(([name, change]) => {
    const copy = structuredClone(document)
    change(copy)
    return { name, contract: operationsOf(copy) }
  })
}
