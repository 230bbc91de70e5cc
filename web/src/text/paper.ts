// SPDX-License-Identifier: Apache-2.0
// The original as a page shows it: paragraphs, tables with their cells, where pages and sheets begin.
// A file that tells nothing of this is its lines.
import type { Schema } from '@/api/client'
import { paragraphs } from './spans'

type Block = Schema['Block']

export interface PaperLine {
  kind: 'line'
  begin: number
  end: number
  look: '' | 'heading' | 'note' | 'margin'
}
export interface PaperCell {
  begin: number
  end: number
  rows: number
  columns: number
  heading: boolean
}
export interface PaperTable {
  kind: 'table'
  begin: number
  end: number
  rows: PaperCell[][]
}
export interface PaperBreak {
  kind: 'break'
  begin: number
  page: number // 0: not a page
  sheet: string
}
export type PaperPart = PaperLine | PaperTable | PaperBreak

function tableOf(block: Block): PaperTable {
  const table = block.table!
  const rows: PaperCell[][] = Array.from({ length: table.rows }, () => [])
  const taken = new Set<string>()
  for (const cell of table.cells) {
    for (let r = 0; r < cell.rows; r++) for (let c = 0; c < cell.columns; c++) taken.add(`${cell.row + r},${cell.column + c}`)
    rows[cell.row]?.push({ begin: cell.span[0], end: cell.span[1], rows: cell.rows, columns: cell.columns, heading: cell.row < table.heading_rows })
  }
  // A place no cell covers is an empty one, so that columns stay under their headings.
  for (let r = 0; r < table.rows; r++) {
    const given = table.cells.filter((cell) => cell.row === r).map((cell) => cell.column)
    for (let c = 0; c < table.columns; c++) {
      if (taken.has(`${r},${c}`)) continue
      rows[r].splice(given.filter((column) => column < c).length, 0, { begin: block.span[0], end: block.span[0], rows: 1, columns: 1, heading: r < table.heading_rows })
      given.push(c)
    }
  }
  return { kind: 'table', begin: block.span[0], end: block.span[1], rows }
}

export function paperOf(text: string, blocks: Block[] | undefined): PaperPart[] {
  if (!blocks?.length) return paragraphs(text).map((p) => ({ kind: 'line', ...p, look: '' }))
  const parts: PaperPart[] = []
  let page = 0
  let sheet = ''
  for (const block of blocks) {
    if (block.page !== page || (block.sheet ?? '') !== sheet) {
      page = block.page
      sheet = block.sheet ?? ''
      parts.push({ kind: 'break', begin: block.span[0], page, sheet })
    }
    if (block.table) parts.push(tableOf(block))
    else {
      const look = block.kind === 'heading' || block.kind === 'note' || block.kind === 'margin' ? block.kind : ''
      for (const line of paragraphs(text.slice(block.span[0], block.span[1]))) parts.push({ kind: 'line', begin: block.span[0] + line.begin, end: block.span[0] + line.end, look })
    }
  }
  return parts
}
