// SPDX-License-Identifier: Apache-2.0
// A moment as the wall clock in China has it, to the minute.
export function moment(at: string): string {
  const local = new Date(Date.parse(at) + 8 * 3_600_000).toISOString()
  return `${local.slice(0, 10)} ${local.slice(11, 16)}`
}
