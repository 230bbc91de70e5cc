// SPDX-License-Identifier: Apache-2.0
// What the browser tests share: the browser, steps that read as sentences, and what must hold on every page.
//   LUOSHI_URL      address of the server, e.g. http://127.0.0.1:8193
//   LUOSHI_SHARED   folder with seed/notice-193.txt; default ../shared beside the source
//   LUOSHI_SHOTS    folder for screenshots (or the first argument)
//   LUOSHI_CHROMIUM the browser; default /usr/bin/chromium
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const require = createRequire(join(root, 'web/package.json'))
const { chromium } = require('playwright-core')
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

export const base = need('LUOSHI_URL').replace(/\/$/, '')
export const shots = process.argv[2] ?? process.env.LUOSHI_SHOTS ?? join(root, 'build/e2e-shots')
export const seed = join(process.env.LUOSHI_SHARED ?? join(root, '../shared'), 'seed/notice-193.txt')
export const kSizes = { wide: [1920, 1080], office: [1366, 640], phone: [390, 844] }

export function need(name) {
  const value = process.env[name]
  if (!value) throw new Error(`set ${name}`)
  return value
}
if (!existsSync(seed)) throw new Error(`the seed notice is not at ${seed}; set LUOSHI_SHARED`)
mkdirSync(shots, { recursive: true })

export function check(truth, sentence) {
  if (!truth) throw new Error(`not true: ${sentence}`)
  console.log(`  ok ${sentence}`)
}
export function equal(got, wanted, what) {
  check(JSON.stringify(got) === JSON.stringify(wanted), `${what}: ${JSON.stringify(got)}${got === wanted ? '' : ` (wanted ${JSON.stringify(wanted)})`}`)
}

// Asks again until the answer is the wanted one; after 15 s what it is instead is told. A predicate of
// waitForFunction that returns a promise would count as true at once.
export async function until(ask, wanted, what) {
  const end = Date.now() + 15_000
  let got = await ask()
  while (JSON.stringify(got) !== JSON.stringify(wanted) && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    got = await ask()
  }
  equal(got, wanted, what)
}

// A browser with one page; every console error and every failed request not in `expected` is a fault.
export async function open(expected = []) {
  const browser = await chromium.launch({
    executablePath: process.env.LUOSHI_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--headless', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
  const context = await browser.newContext({ viewport: { width: 1366, height: 640 }, reducedMotion: 'reduce', locale: 'zh-CN' })
  const page = await context.newPage()
  const faults = []
  page.on('pageerror', (error) => faults.push(`page error: ${error.message}`))
  page.on('console', (m) => m.type() === 'error' && !/Failed to load resource/.test(m.text()) && faults.push(`console: ${m.text()}`))
  page.on('response', (r) => {
    const at = `${r.request().method()} ${new URL(r.url()).pathname} ${r.status()}`
    if (r.status() >= 400 && !expected.some((e) => e.test(at))) faults.push(`answer: ${at}`)
  })
  page.on('requestfailed', (r) => !/ERR_ABORTED/.test(r.failure()?.errorText ?? '') && faults.push(`request: ${r.url()} ${r.failure()?.errorText}`))
  return { browser, context, page, faults, expected }
}

export async function finish({ browser, faults }) {
  await browser.close()
  equal(flaws, [], 'every page looked at is sound')
  equal(faults, [], 'nothing failed in the browser')
}

export async function logIn(page, username, password) {
  await page.goto(`${base}/login`)
  await page.fill('[name=username]', username)
  await page.fill('[name=password]', password)
  await page.click('form .btn.primary')
  await page.waitForURL((url) => url.pathname !== '/login')
}

// What the page's own session may ask the server, past the pages.
export const ask = (page, path, method = 'GET', body, headers = {}) =>
  page.evaluate(
    async ([where, how, what, more]) => {
      const csrf = decodeURIComponent(/luoshi_csrf=([^;]*)/.exec(document.cookie)[1])
      const answer = await fetch(`/api/v1${where}`, { method: how, headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf, ...more }, body: what && JSON.stringify(what) })
      const text = await answer.text()
      return { status: answer.status, body: text ? JSON.parse(text) : null }
    },
    [path, method, body, headers],
  )

// Somebody else takes the seat.
export async function become(page, username, password) {
  await settled(page) // what the page still asks for would be refused
  await ask(page, '/session', 'DELETE')
  await logIn(page, username, password)
}

export async function settled(page) {
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => document.fonts.ready)
}

async function language(page, wanted) {
  const at = await page.evaluate(() => document.documentElement.lang)
  if (at === wanted) return
  const button = page.locator('.lang, form .plain[lang]').first()
  await button.evaluate((b) => b.click()) // also under an open dialog
  await page.waitForFunction((l) => document.documentElement.lang === l, wanted)
}

const flaws = [] // of the pages looked at: all are told at the end
function note(truth, sentence) {
  if (truth) return
  flaws.push(sentence)
  console.log(`  NOT ${sentence}`)
}

// One page in both languages and three sizes: no sideways scrolling, no serious finding of axe, a picture each.
export async function inspect(page, name) {
  for (const lang of ['en', 'zh-CN']) {
    await language(page, lang)
    for (const [size, [width, height]] of Object.entries(kSizes)) {
      await page.setViewportSize({ width, height })
      await settled(page)
      await page.screenshot({ path: join(shots, `${name}-${lang === 'en' ? 'en' : 'zh'}-${size}.png`) })
      const over = await page.evaluate(() => document.scrollingElement.scrollWidth - window.innerWidth)
      note(over <= 0, `${name} ${lang} ${size} does not scroll sideways (${over} px)`)
      note(await page.getByText(lang === 'en' ? 'never handle or store state secrets' : '严禁处理、存储国家秘密').first().isVisible(), `${name} ${lang} ${size} carries the banner`)
    }
    await page.setViewportSize({ width: 1366, height: 640 })
    const found = await axe(page)
    note(found.length === 0, `${name} ${lang} has no serious accessibility finding: ${found.join('; ')}`)
    const filled = await page.locator((await page.locator('dialog[open]').count()) ? 'dialog .btn.primary:visible' : '.btn.primary:visible').count()
    note(filled <= 1, `${name} ${lang} has at most one filled button (${filled})`)
  }
}

async function axe(page) {
  await page.evaluate(axeSource)
  return page.evaluate(async () => {
    const found = await window.axe.run(document, { resultTypes: ['violations'] })
    return found.violations
      .filter((v) => v.impact === 'serious' || v.impact === 'critical')
      .map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(' | ')}`)
  })
}

export async function importFile(page, file) {
  await page.goto(`${base}/files/import`)
  await page.setInputFiles('input[type=file]', file)
}

// The same from words instead of a file.
export async function importText(page, text) {
  await page.goto(`${base}/files/import`)
  await page.setInputFiles('input[type=file]', { name: 'notice.txt', mimeType: 'text/plain', buffer: Buffer.from(text) })
}

// Answers every open question with what the reader proposes, by the keyboard.
export async function answerAll(page) {
  const left = async () => {
    const [done, all] = (await page.locator('.pg').innerText()).match(/\d+/g).map(Number)
    return all - done
  }
  for (let open = await left(); open > 0; open = await left()) {
    await page.locator('.q.cur').waitFor()
    await page.locator('#tabpanel').focus()
    await page.keyboard.press('Enter')
    await page.waitForFunction((before) => {
      const [done, all] = document.querySelector('.pg').innerText.match(/\d+/g).map(Number)
      return all - done < before
    }, open)
  }
  await page.getByText(/已自动保存|^Saved/).waitFor()
}
