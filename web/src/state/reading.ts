// SPDX-License-Identifier: Apache-2.0
// Where a leader stands among the papers before them, for the header.
import { reactive } from 'vue'

export const place = reactive({ n: 0, all: 0, before: '', after: '' })
