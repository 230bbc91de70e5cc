// SPDX-License-Identifier: Apache-2.0
// Cells as spreadsheets put them on the clipboard: tabs between cells, line breaks between rows, cells
// with either of them in quotation marks.
//   parseTsv(text)              rows of cells; a line break at the end is no row
//   printTsv(rows)              the same, back
//   columnsOf(titles, heading)  which column each heading names, or null: the line is no heading

export function parseTsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    const [cell, end] = text[at] === '"' ? quoted(text, at) : plain(text, at)
    row.push(cell)
    at = end
    if (text[at] === '\t') {
      at += 1
      if (at < text.length) continue
      row.push('')
    } else {
      if (text[at] === '\r') at += 1
      if (text[at] === '\n') at += 1
    }
    rows.push(row)
    row = []
  }
  return rows
}

function plain(text: string, begin: number): [string, number] {
  let end = begin
  while (end < text.length && text[end] !== '\t' && text[end] !== '\n' && text[end] !== '\r') end += 1
  return [text.slice(begin, end), end]
}

// A mark that is not closed before a cell ends is an ordinary character, as in 5" pipes.
function quoted(text: string, begin: number): [string, number] {
  let cell = ''
  for (let at = begin + 1; at < text.length; at += 1) {
    if (text[at] !== '"') cell += text[at]
    else if (text[at + 1] === '"') cell += text[++at]
    else if (at + 1 === text.length || /[\t\r\n]/.test(text[at + 1])) return [cell.replace(/\r\n?/g, '\n'), at + 1]
    else break
  }
  return plain(text, begin)
}

export function printTsv(rows: string[][]): string {
  return rows.map((row) => row.map((cell) => (/[\t\r\n"]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell)).join('\t')).join('\r\n')
}

// Full-width letters and blanks, case and what stands in brackets (units) make no difference.
export function plainTitle(title: string): string {
  return title
    .normalize('NFKC')
    .replace(/\([^)]*\)|[\s:：*]/g, '')
    .toLowerCase()
}

// `titles`: of each column all its names. A line is a heading when at least two of its cells (or its only
// one) name columns, and more cells do than do not. -1: a cell that names none.
export function columnsOf(titles: string[][], heading: string[]): number[] | null {
  const names = titles.map((all) => all.map(plainTitle))
  const taken = new Set<number>()
  const found = heading.map((cell) => {
    const wanted = plainTitle(cell)
    const column = wanted === '' ? -1 : names.findIndex((all, n) => !taken.has(n) && all.includes(wanted))
    if (column >= 0) taken.add(column)
    return column
  })
  const hits = found.filter((column) => column >= 0).length
  const filled = heading.filter((cell) => cell.trim() !== '').length
  return hits >= Math.min(2, filled) && hits * 2 > filled && hits > 0 ? found : null
}
