// SPDX-License-Identifier: Apache-2.0
// The pages, who may see which, and the way to the log-in page and back.
import { createRouter, createWebHistory, type RouteLocationNormalized } from 'vue-router'
import type { PersonRole } from '@/api/types'
import { whenSessionEnds } from '@/api/client'
import type { Key } from '@/words'
import { loadSession, session } from '@/state/session'

declare module 'vue-router' {
  interface RouteMeta {
    title?: Key // of the window
    roles?: PersonRole[] // who may see the page; absent: anybody logged in
    open?: boolean // nobody need be logged in
  }
}

const kOffice: PersonRole[] = ['office']
const kSystem: PersonRole[] = ['office', 'administrator']
const kAudit: PersonRole[] = ['auditor', 'administrator']
const kUnit: PersonRole[] = ['drafter', 'signer']
const kWork: PersonRole[] = ['office', 'drafter', 'signer']
const kLeaders: PersonRole[] = ['leader', 'secretary']
const kRead: PersonRole[] = [...kWork, ...kLeaders]

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', redirect: () => home() },
    { path: '/login', component: () => import('@/pages/login/LogIn.vue'), meta: { title: 'login.title', open: true } },
    { path: '/setup', component: () => import('@/pages/login/SetUp.vue'), meta: { title: 'setup.title', open: true } },
    { path: '/password', component: () => import('@/pages/login/ChangePassword.vue'), meta: { title: 'password.title' } },
    { path: '/account', component: () => import('@/pages/account/AccountPage.vue'), meta: { title: 'account.title' } },
    { path: '/audit', component: () => import('@/pages/audit/EventList.vue'), meta: { title: 'audit.title', roles: kAudit } },
    { path: '/audit/events/:id', component: () => import('@/pages/audit/EventPage.vue'), props: true, meta: { title: 'audit.title', roles: kAudit } },
    { path: '/audit/reads', component: () => import('@/pages/audit/ReadList.vue'), meta: { title: 'audit.reads', roles: kAudit } },
    { path: '/audit/proof', component: () => import('@/pages/audit/ProofPage.vue'), meta: { title: 'audit.proof', roles: kAudit } },
    { path: '/desk', component: () => import('@/pages/desk/DeskPage.vue'), meta: { title: 'nav.desk', roles: kWork } },
    { path: '/duties', component: () => import('@/pages/duties/DutyList.vue'), meta: { title: 'duties.title', roles: kOffice } },
    { path: '/plans/:id/duties', component: () => import('@/pages/duties/DutyList.vue'), props: true, meta: { title: 'duties.title', roles: kOffice } },
    { path: '/plans/:plan/duties/new', component: () => import('@/pages/duties/DutyForm.vue'), props: true, meta: { title: 'duties.new', roles: kOffice } },
    { path: '/duties/:id/edit', component: () => import('@/pages/duties/DutyForm.vue'), props: true, meta: { title: 'duties.edit', roles: kOffice } },
    { path: '/duties/:id/compendium', component: () => import('@/pages/duties/CompendiumPage.vue'), props: true, meta: { title: 'compendium.title', roles: kOffice } },
    { path: '/duties/:id', component: () => import('@/pages/duties/DutyPage.vue'), props: true, meta: { title: 'duties.title', roles: kOffice } },
    { path: '/burden', component: () => import('@/pages/burden/BurdenPage.vue'), meta: { title: 'burden.title', roles: kWork } },
    { path: '/burden/requests', component: () => import('@/pages/burden/RequestsPage.vue'), meta: { title: 'burden.requests', roles: kWork } },
    { path: '/burden/units/:id', component: () => import('@/pages/burden/UnitPage.vue'), props: true, meta: { title: 'burden.title', roles: kOffice } },
    { path: '/documents', component: () => import('@/pages/ledger/FirstPlan.vue'), props: { view: 'documents' }, meta: { roles: kWork } },
    { path: '/plans/:id/documents', component: () => import('@/pages/documents/DocumentList.vue'), props: true, meta: { title: 'documents.title', roles: kWork } },
    { path: '/documents/:id', component: () => import('@/pages/documents/DocumentPage.vue'), props: true, meta: { title: 'documents.title', roles: kWork } },
    { path: '/units/import', component: () => import('@/pages/units/ImportSheet.vue'), meta: { title: 'sheet.title', roles: kOffice } },
    { path: '/units/changes', component: () => import('@/pages/units/ChangesPage.vue'), meta: { title: 'reform.title' } },
    { path: '/units/:id?', component: () => import('@/pages/units/DirectoryPage.vue'), props: true, meta: { title: 'dir.title' } },
    { path: '/unit', component: () => import('@/pages/unit/UnitPage.vue'), meta: { title: 'unit.title', roles: kUnit } },
    { path: '/dues/:id/versions', component: () => import('@/pages/due/VersionsPage.vue'), props: true, meta: { title: 'versions.title', roles: kWork } },
    { path: '/dues/:id', component: () => import('@/pages/due/DuePage.vue'), props: true, meta: { title: 'nav.desk', roles: kRead } },
    { path: '/files', component: () => import('@/pages/files/FileList.vue'), meta: { title: 'files.title', roles: kOffice } },
    { path: '/files/import', component: () => import('@/pages/files/ImportFile.vue'), meta: { title: 'import.title', roles: kOffice } },
    { path: '/files/imports/:id', component: () => import('@/pages/confirm/ConfirmPage.vue'), props: true, meta: { title: 'confirm.crumb', roles: kOffice } },
    { path: '/files/imports/:id/compare', component: () => import('@/pages/compare/ComparePage.vue'), props: true, meta: { title: 'compare.title', roles: kOffice } },
    { path: '/plans/:id/links', component: () => import('@/pages/links/LinksPage.vue'), props: true, meta: { title: 'links.title', roles: kOffice } },
    { path: '/plans/:id/text', component: () => import('@/pages/files/PlanText.vue'), props: true, meta: { title: 'text.title', roles: kOffice } },
    { path: '/plans', component: () => import('@/pages/ledger/PlanList.vue'), meta: { title: 'plans.title', roles: kWork } },
    { path: '/tasks', component: () => import('@/pages/ledger/FirstPlan.vue'), meta: { roles: kWork } },
    { path: '/plans/:id', component: () => import('@/pages/ledger/LedgerPage.vue'), props: true, meta: { title: 'ledger.title', roles: kWork } },
    { path: '/plans/:id/calendar', component: () => import('@/pages/calendar/CalendarPage.vue'), props: true, meta: { title: 'calendar.title', roles: kWork } },
    { path: '/plans/:id/timeline', component: () => import('@/pages/calendar/TimelinePage.vue'), props: true, meta: { title: 'timeline.title', roles: kWork } },
    { path: '/plans/:id/matrix', component: () => import('@/pages/matrix/MatrixPage.vue'), props: true, meta: { title: 'matrix.title', roles: kWork } },
    { path: '/reading', component: () => import('@/pages/leader/ReadingList.vue'), meta: { title: 'reading.title', roles: kLeaders } },
    { path: '/reading/:id', component: () => import('@/pages/leader/ReadingPage.vue'), props: true, meta: { title: 'reading.title', roles: kLeaders } },
    { path: '/plans/:id/briefs', component: () => import('@/pages/leader/BriefList.vue'), props: true, meta: { title: 'briefs.title', roles: kOffice } },
    { path: '/briefs/:id', component: () => import('@/pages/leader/BriefPage.vue'), props: true, meta: { title: 'briefs.title', roles: kOffice } },
    { path: '/plans/:id/remarks', component: () => import('@/pages/leader/RemarksPage.vue'), props: true, meta: { title: 'remarks.title', roles: kWork } },
    { path: '/leader-remarks/:id', component: () => import('@/pages/leader/RemarkPage.vue'), props: true, meta: { title: 'remarks.title', roles: kRead } },
    { path: '/plans/:id/overview', component: () => import('@/pages/overview/OverviewPage.vue'), props: true, meta: { title: 'overview.title', roles: kRead } },
    { path: '/plans/:id/supervision', component: () => import('@/pages/supervision/SupervisionList.vue'), props: true, meta: { title: 'supervision.title', roles: kWork } },
    { path: '/subtasks/:id', component: () => import('@/pages/subtask/SubtaskPage.vue'), props: true, meta: { title: 'subtask.title', roles: kWork } },
    { path: '/supervision/:id', component: () => import('@/pages/supervision/SupervisionPage.vue'), props: true, meta: { title: 'supervision.title', roles: kRead } },
    { path: '/tasks/:id', component: () => import('@/pages/task/TaskPage.vue'), props: true, meta: { title: 'nav.tasks', roles: kRead } },
    { path: '/packs/:code/forms', component: () => import('@/pages/forms/FormList.vue'), props: true, meta: { title: 'forms.title', roles: kSystem } },
    { path: '/packs/:pack/forms/:form', component: () => import('@/pages/forms/FormPage.vue'), props: true, meta: { title: 'forms.title', roles: kSystem } },
    { path: '/filled-forms/:id', component: () => import('@/pages/forms/FormPage.vue'), props: true, meta: { title: 'forms.title', roles: kSystem } },
    { path: '/system/people', component: () => import('@/pages/people/PeoplePage.vue'), meta: { title: 'people.title', roles: ['administrator', 'security'] } },
    { path: '/system/people/:id/leaving', component: () => import('@/pages/people/LeavingPage.vue'), props: true, meta: { title: 'leave.window', roles: ['administrator'] } },
    { path: '/system/outbox', component: () => import('@/pages/outbox/OutboxPage.vue'), meta: { title: 'outbox.letters', roles: ['administrator'] } },
    { path: '/system/webhooks', component: () => import('@/pages/outbox/WebhooksPage.vue'), meta: { title: 'hooks.title', roles: ['administrator'] } },
    { path: '/packs', component: () => import('@/pages/packs/PackList.vue'), meta: { title: 'packs.title', roles: kSystem } },
    { path: '/packs/:code', component: () => import('@/pages/packs/PackPage.vue'), props: true, meta: { title: 'packs.title', roles: kSystem } },
    { path: '/:rest(.*)*', component: () => import('@/pages/NotFound.vue'), meta: { title: 'missing.title', open: true } },
  ],
})

export function home(): string {
  const role = session.me?.role
  if (!role) return '/login'
  if (role === 'leader' || role === 'secretary') return '/reading'
  if (role === 'auditor') return '/audit'
  return role === 'administrator' || role === 'security' ? '/system/people' : '/tasks'
}

// Only a path of these pages: never somebody else's address.
export function backTo(route: RouteLocationNormalized): string {
  const to = route.query.to
  return typeof to === 'string' && /^\/(?!\/)/.test(to) && !to.startsWith('/login') ? to : home()
}

router.beforeEach(async (to) => {
  const setUpNeeded = session.system?.setup_needed
  if (setUpNeeded && to.path !== '/setup') return '/setup'
  if (!setUpNeeded && to.path === '/setup' && session.system) return '/login'
  if (to.meta.open) return true
  const me = await loadSession().catch(() => null)
  if (!me) return { path: '/login', query: to.fullPath === '/' ? {} : { to: to.fullPath } }
  if (me.must_change_password && to.path !== '/password') return '/password'
  if (!me.must_change_password && me.must_set_factor && to.path !== '/account') return '/account'
  return true
})

whenSessionEnds(() => {
  const at = router.currentRoute.value
  if (at.meta.open) return
  void router.push({ path: '/login', query: { to: at.fullPath, ended: '1' } }).then(() => (session.me = null))
})
