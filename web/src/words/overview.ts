// SPDX-License-Identifier: Apache-2.0
// How a plan stands, at a glance.
export default {
  'overview.title': ['总览', 'Overview'],
  'overview.tasks': ['{n} 项任务', '{n} task|{n} tasks'],
  'overview.unsigned': ['签收期限已过仍未签收 {n} 项', '{n} past its time for signing|{n} past their time for signing'],
  'overview.as-of': ['数据截至 {date}', 'As of {date}'],
  'overview.sections': ['按部分', 'By section'],
  'overview.units': ['按单位', 'By unit'],
  'overview.rest': ['其余 {n} 个单位', '{n} more units'],
  'overview.fewer': ['只看前 {n} 个', 'The first {n} only'],
  'overview.picture': ['图', 'Picture'],
  'overview.table': ['表', 'Table'],
  'overview.as': ['怎么看', 'Shown as'],
  'overview.all': ['合计', 'Total'],
  'overview.stuck': ['卡在谁手里', 'Where it lies'],
  'overview.none-stuck': ['没有逾期未报的。', 'No report is late.'],
  'overview.more-stuck': ['另有 {n} 件，看报送情况', '{n} more: see who has answered'],
  'overview.next': ['未来 30 天', 'The next 30 days'],
  'overview.nothing-next': ['未来 30 天没有到期的。', 'Nothing is due in the next 30 days.'],
  'overview.units-owe': ['{n} 个单位', '{n} unit|{n} units'],
  'overview.not-started': ['方案还没有启动：启动后各任务才有状态。', 'The plan is not in force yet: tasks have a status once it is.'],
  'overview.to-ledger': ['看任务清单', 'To the tasks'],
} as const
