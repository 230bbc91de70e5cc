// SPDX-License-Identifier: Apache-2.0
// A task and a whole notice taken along as folders to be kept, opened and read back. The reports are those of the case of
// item 1: 19 accepted, one city still drafting, one with nothing.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { check, equal, finish, inspect, logIn, open, root } from './lib.mjs'
import { open as openWorld } from '../fifty/world.mjs'
import { docxText, unzip } from './zip.mjs'

execFileSync(process.execPath, [join(root, 'tests/fifty/item_01.mjs')], { stdio: ['ignore', 'ignore', 'inherit'] })
const world = await openWorld()
const first = (await world.ok('listTasks', { as: world.office, id: world.plan.id })).items.find((one) => one.number === '1')
const run = await open()
const { page } = run
async function taken(link) {
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  const name = download.suggestedFilename()
  const files = unzip(readFileSync(await download.path()))
  const folder = name.replace(/\.zip$/, '')
  check([...files.keys()].every((one) => one.startsWith(`${folder}/`)), `${name}: one folder of that name`)
  return new Map([...files].map(([path, bytes]) => [path.slice(folder.length + 1), bytes]))
}
const reports = (files) => [...files.keys()].filter((path) => path.endsWith('/报告.docx'))

await logIn(page, 'wangqiang', 'luoshi-demo-2011')
await page.waitForURL(/\/plans\/\d+/)
await page.goto(new URL(`/tasks/${first.id}`, page.url()).href)
await page.getByRole('link', { name: '导出归档包' }).waitFor()
await inspect(page, 'archive-task')
const task = await taken(page.getByRole('link', { name: '导出归档包' }))
check(task.has('00 目录.docx') && task.has('校验和.txt') && task.has('01 任务/任务与办理情况.docx'), 'list, sums, record')
equal(reports(task).length, 19, 'the reports handed in, no draft')
const list = docxText(task.get('00 目录.docx'))
check([...task.keys()].filter((path) => !/^00|^校验/.test(path)).every((path) => list.includes(path)), 'the list names every file')
equal(task.get('校验和.txt').toString().trim().split('\n').length - 1, task.size - 1, 'and there is a sum of each')
check(docxText(task.get('01 任务/任务与办理情况.docx')).includes('督2011-0001'), 'the record has its number')
const guangzhou = reports(task).find((path) => path.includes('广州市'))
check(docxText(task.get(guangzhou)).includes('产业承接带动了税收'), 'a report says what the city wrote')
check([...task.keys()].some((path) => path.startsWith(guangzhou.replace('报告.docx', '签字件'))), 'with the paper that was signed')

console.log('the whole notice')
await page.goto(new URL(`/plans/${world.plan.id}`, page.url()).href)
await page.getByRole('button', { name: '导出' }).click()
await inspect(page, 'archive-menu')
const notice = await taken(page.getByRole('link', { name: '归档包（zip）' }))
equal([...notice.keys()].filter((path) => path.endsWith('任务与办理情况.docx')).length, 50, 'all fifty tasks')
equal(reports(notice).length, 19, 'all reports')
check([...notice.keys()].some((path) => path.startsWith('01 文件/')) && notice.has('02 台账.xlsx'), 'text and ledger')

await finish(run)
