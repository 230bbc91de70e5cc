// SPDX-License-Identifier: Apache-2.0
// The state of the page of one form: tried out afresh (pack and form), or stored (id).
import { computed, reactive, ref, shallowRef, watch } from 'vue'
import { api, ApiError, send } from '@/api/client'
import { merge, type Decision } from '@/forms/merge'
import { fieldsOf, words } from '@/forms/pen'
import { periodAt } from '@/forms/periods'
import { beginForm, changeStored, checkForm, eraseStored, explainValue, getForm, getStored, keepVersion, storeFilling, type Circumstances, type Content, type ReadBack, type Stored, type Trace } from '@/forms/server'
import type { Form, Place, Values } from '@/forms/types'
import { useFilling, type Asked } from '@/forms/use_filling'
import { isEmpty } from '@/forms/values'
import { useLoad } from '@/state/load'
import { session, today } from '@/state/session'
import { useDraft } from './draft'

// What another saved while one was writing.
export interface Theirs extends Asked {
  revision: number
  by: string
}
const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

export interface Opened {
  form: Form
  stored: Stored | null
}

// The code of the unit of who is logged in; '' where there is none.
async function ownUnit(): Promise<string> {
  const id = session.me?.unit?.id
  if (!id) return ''
  return (await send(api.GET('/api/v1/units/{id}', { params: { path: { id } } })).catch(() => null))?.unit.code ?? ''
}

export function useForm(where: { pack?: string; form?: string; id?: string }, onStored: (id: string) => Promise<unknown>) {
  const opened = useLoad<Opened>()
  const form = computed(() => opened.data.value?.form ?? null)
  const stored = computed(() => opened.data.value?.stored ?? null)
  const at = reactive<Circumstances>({ handed: {}, day: today(), period: '', subject: '' })
  const revision = ref(0)
  const prefills = shallowRef<Values>({})
  const saving = ref(false)
  const savedAt = shallowRef<Date | null>(null)
  const problem = shallowRef<unknown>(null)
  const asked = ref(false) // what is missing is marked everywhere

  const filling = useFilling((what) => checkForm(form.value!.pack, form.value!.code, { ...what, ...at, handed: { ...at.handed } }))
  const content = (): Content => ({ ...filling.current(), ...at, handed: { ...at.handed } })
  // Two writers: mine began from `base`, and what the other saved since is merged into it before anything is saved.
  const base = shallowRef<Asked>({ values: {}, reasons: {} })
  const theirs = shallowRef<Theirs | null>(null)
  const decided = reactive<Record<string, Decision>>({})
  const merged = computed(() => (theirs.value && form.value ? merge(form.value, { base: base.value, mine: filling.current(), theirs: theirs.value }, decided) : null))
  const stands = (what: Asked) => (base.value = copy({ values: what.values, reasons: what.reasons }))
  function meet(got: Stored): void {
    Object.keys(decided).forEach((key) => delete decided[key])
    theirs.value = { values: got.values, reasons: got.reasons, revision: got.revision, by: got.by }
  }
  const began = () => (where.id ? { revision: revision.value, base: base.value } : undefined)
  const keepDraft = () => draft.keep(content(), began())
  const draft = useDraft(() => (where.id ? `filled.${where.id}` : `form.${where.pack}.${where.form}`))
  watch(filling.checking, (busy) => !busy && filling.dirty.value && keepDraft())

  const load = () =>
    opened.run(async () => {
      if (where.id) {
        const got = await getStored(where.id)
        Object.assign(at, { handed: { ...got.handed }, day: got.day, period: got.period, subject: got.subject })
        revision.value = got.revision
        filling.take(got.values, got.reasons, got.outcome, true)
        theirs.value = null
        stands(got)
        return { form: got.form, stored: got }
      }
      const [got, own] = await Promise.all([getForm(where.pack!, where.form!), ownUnit()])
      Object.assign(at, { period: got.period ? periodAt(got.period, at.day) : '', subject: own })
      return { form: got, stored: null }
    })
  async function begin(): Promise<void> {
    await load()
    draft.look(content())
    if (form.value && !where.id) await prefill()
  }
  // What the form brings along; again when it is for another unit or period, where nobody typed over it.
  async function prefill(): Promise<void> {
    try {
      const got = await beginForm(form.value!.pack, form.value!.code, { ...at, handed: { ...at.handed } })
      const fresh = Object.fromEntries(fieldsOf(form.value!).filter((field) => field.prefilled && !isEmpty(got.values[field.name])).map((field) => [field.name, got.values[field.name]]))
      const typed = Object.fromEntries(Object.entries(filling.current().values).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(prefills.value[name])))
      prefills.value = fresh
      const untouched = Object.keys(typed).length === 0
      filling.take({ ...fresh, ...typed }, filling.current().reasons, untouched ? got : null, untouched)
    } catch (error) {
      filling.problem.value = error
    }
  }

  function change(fresh: Partial<Circumstances>): void {
    Object.assign(at, fresh)
    void prefill()
  }
  async function save(): Promise<boolean> {
    if (!form.value || saving.value || theirs.value) return false
    saving.value = true
    problem.value = null
    asked.value = true
    const mark = filling.mark()
    try {
      if (where.id) {
        const mine = copy(filling.current())
        const got = await changeStored(where.id, revision.value, mine)
        revision.value = got.revision
        stands(mine)
      } else {
        const { id } = await storeFilling(form.value.pack, form.value.code, content())
        filling.keep(mark)
        draft.forget()
        await onStored(id)
        return true
      }
      filling.keep(mark)
      savedAt.value = new Date()
      draft.forget()
      return true
    } catch (error) {
      const got = error instanceof ApiError && error.status === 412 && where.id ? await getStored(where.id).catch(() => null) : null
      if (got) {
        keepDraft() // with what it began from
        meet(got)
      } else problem.value = error
      return false
    } finally {
      saving.value = false
    }
  }
  // What came of the decisions is saved on top of what the other saved.
  async function saveMerged(): Promise<void> {
    const got = merged.value
    const other = theirs.value
    if (!got || !other || got.left > 0) return
    stands(other)
    revision.value = other.revision
    theirs.value = null
    filling.take(got.values, got.reasons, null, false)
    keepDraft()
    await save()
  }
  async function takeTheirs(): Promise<void> {
    draft.forget()
    await load()
  }
  async function erase(): Promise<boolean> {
    try {
      await eraseStored(where.id!)
      draft.forget()
      filling.keep(filling.mark())
      return true
    } catch (error) {
      problem.value = error
      return false
    }
  }
  async function keep(): Promise<void> {
    if (filling.dirty.value && !(await save())) return
    problem.value = null
    try {
      await keepVersion(where.id!)
      const got = await getStored(where.id!)
      opened.data.value = { form: got.form, stored: got }
      revision.value = got.revision
    } catch (error) {
      problem.value = error
    }
  }

  // Takes over what a file says, only for the fields chosen.
  function adopt(file: ReadBack, chosen: Set<string>): void {
    const values: Values = { ...filling.current().values }
    for (const name of chosen) {
      if (name in file.values) values[name] = file.values[name]
      else delete values[name]
    }
    filling.take(values, { ...filling.current().reasons, ...file.reasons }, null, false)
  }
  function restore(): void {
    const kept = draft.take()
    if (!kept) return
    if (!where.id) Object.assign(at, { day: kept.day, period: kept.period, subject: kept.subject, handed: { ...kept.handed } })
    filling.take(kept.values, kept.reasons, null, false)
    // Typed on what is no longer the newest: the two are merged.
    if (kept.began && stored.value && kept.began.revision !== stored.value.revision) {
      stands(kept.began.base)
      meet(stored.value)
    }
  }

  const trace = reactive<{ place: Place | null; steps: Trace | null; error: unknown }>({ place: null, steps: null, error: null })
  async function explain(place: Place): Promise<void> {
    Object.assign(trace, { place, steps: null, error: null })
    try {
      const got = await explainValue(form.value!.pack, form.value!.code, content(), place)
      if (trace.place === place || JSON.stringify(trace.place) === JSON.stringify(place)) trace.steps = got
    } catch (error) {
      trace.error = error
    }
  }
  const titles = computed(() => new Map(form.value ? fieldsOf(form.value).map((field) => [field.name, words(field.title)]) : []))
  const traced = computed(() => {
    const place = trace.place
    const field = place && form.value ? fieldsOf(form.value).find((one) => one.name === place.field) : undefined
    const column = field?.columns.find((one) => one.name === place?.column)
    return field ? (column ? words(column.title) : words(field.title)) : ''
  })
  void begin()
  return { theirs, merged, decided, keepDraft, saveMerged, takeTheirs, opened, form, stored, at, filling, prefills, saving, savedAt, problem, asked, draft, trace, traced, titles, load: begin, change, save, keep, erase, adopt, restore, explain }
}
