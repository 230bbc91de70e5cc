// SPDX-License-Identifier: Apache-2.0
// The inbox in the header.
export default {
  'inbox.title': ['收件箱', 'Inbox'],
  'inbox.unread': ['条未读', 'unread'],
  'inbox.all_read': ['全部标为已读', 'Mark all as read'],
  'inbox.none': ['没有未读消息。', 'No unread messages.'],
  'inbox.empty': ['还没有消息。', 'No messages yet.'],
  'inbox.only_unread': ['只看未读', 'Unread only'],
  'inbox.more': ['更早的消息', 'Earlier messages'],
  'inbox.kind.reminder': ['提醒', 'Reminder'],
  'inbox.kind.urge': ['催办', 'Urged'],
  'inbox.kind.returned': ['退回', 'Returned'],
  'inbox.kind.remark': ['批示', 'Remark'],
  'inbox.kind.note': ['通知', 'Note'],
} as const
