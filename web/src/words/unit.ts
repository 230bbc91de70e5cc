// SPDX-License-Identifier: Apache-2.0
// How reports go within a unit, and who stands in for whom.
export default {
  'unit.title': ['本单位办理流程', 'How this unit works'],
  'unit.steps': ['办理环节', 'Steps of a report'],
  'unit.steps-words': ['勾选本单位用的环节。签发必选；已经开始填的材料按原流程走。', 'Tick the steps your unit uses. Signing is always one; reports already begun keep theirs.'],
  'unit.by-role': ['本单位任一{role}', 'Any {role} of the unit'],
  'unit.who': ['{step} 由谁办', 'Who does: {step}'],
  'unit.way': ['流程：{steps}', 'Way: {steps}'],
  'unit.save': ['保存流程', 'Save'],
  'unit.saved': ['流程已保存。', 'Saved.'],
  'unit.changed': ['有改动未保存', 'Not saved yet'],
  'unit.deputies': ['代签和 AB 岗', 'Deputies'],
  'unit.no-deputies': ['没有人代办。出差、休假前可指定。', 'Nobody stands in. Name a deputy before you are away.'],
  'unit.deputy': ['{deputy} 代 {person}', '{deputy} for {person}'],
  'unit.days': ['{from} 至 {until}', '{from} to {until}'],
  'unit.add': ['指定代办人', 'Name a deputy'],
  'unit.end': ['提前结束', 'End now'],
  'unit.for': ['谁不在', 'Who is away'],
  'unit.by': ['由谁代办', 'Who stands in'],
  'unit.kind': ['方式', 'As'],
  'unit.from': ['从', 'From'],
  'unit.to': ['到（含当天）', 'To (inclusive)'],
} as const
