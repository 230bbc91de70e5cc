// SPDX-License-Identifier: Apache-2.0
import type { Schema } from '@/api/client'

export type Request = Schema['BurdenRequest']
export interface Likely { duty_id: string; title: { zh: string; en: string }; field: string; likeness: number }
export const kChannels: readonly Schema['RequestChannel'][] = ['phone', 'group', 'mail', 'paper', 'meeting', 'system', 'other']
export const kGrounds: readonly Schema['RequestGround'][] = ['repeats', 'groundless', 'both']
export const kVerdicts: readonly Schema['RequestVerdict'][] = ['withdrawn', 'merged', 'founded']
