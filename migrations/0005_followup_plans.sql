-- A file as received and what a person says of its reading, until it becomes a plan.
--! audited followup_imports
CREATE TABLE followup_imports (
    id {id} PRIMARY KEY,
    plan_id {id},                  -- set once it became a plan
    digest {text} NOT NULL UNIQUE, -- SM3 of the bytes; the blob
    file_name {text} NOT NULL,
    size {int} NOT NULL,
    format {text} NOT NULL,
    encoding {text} NOT NULL,
    state {text} NOT NULL,         -- confirming, planned
    title {text} NOT NULL,
    number {text},
    item_count {int} NOT NULL,
    open_questions {int} NOT NULL,
    version {int} NOT NULL,
    created_at {time} NOT NULL,
    created_by {text} NOT NULL,
    updated_at {time} NOT NULL
);
--! audited followup_readings
CREATE TABLE followup_readings (
    id {id} PRIMARY KEY,
    plan_id {id},
    import_id {id} NOT NULL REFERENCES followup_imports(id),
    body {text} NOT NULL,          -- the decoded text
    reading {text} NOT NULL        -- what the reader found, JSON
);
CREATE INDEX followup_readings_import ON followup_readings(import_id);
--! audited followup_edits
CREATE TABLE followup_edits (
    id {id} PRIMARY KEY,
    plan_id {id},
    import_id {id} NOT NULL REFERENCES followup_imports(id),
    ordinal {int} NOT NULL,
    edit {text} NOT NULL,          -- JSON
    person {text} NOT NULL,
    made_at {time} NOT NULL,
    UNIQUE (import_id, ordinal)
);
--! audited followup_plans
CREATE TABLE followup_plans (
    id {id} PRIMARY KEY,
    name {text} NOT NULL UNIQUE,
    number {text},
    title {text} NOT NULL,
    issued_on {date},
    header {text} NOT NULL,        -- JSON array of header fields
    import_id {id} NOT NULL REFERENCES followup_imports(id),
    pack {text},                   -- code and version of the pack that knows this notice
    sample {bool} NOT NULL,
    task_count {int} NOT NULL,
    dated_count {int} NOT NULL,
    unit_count {int} NOT NULL,     -- that have work in it
    created_at {time} NOT NULL,
    created_by {text} NOT NULL
);
CREATE INDEX followup_plans_number ON followup_plans(number);
-- Idempotency keys of plan creation.
CREATE TABLE followup_keys (
    key {text} PRIMARY KEY,
    plan_id {id} NOT NULL,
    import_id {id} NOT NULL,
    created_at {time} NOT NULL
);
--! audited followup_sections
CREATE TABLE followup_sections (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL REFERENCES followup_plans(id),
    ordinal {int} NOT NULL,
    path {text} NOT NULL,
    label {text} NOT NULL,
    title {text} NOT NULL,
    level {int} NOT NULL,
    task_count {int} NOT NULL
);
CREATE INDEX followup_sections_plan ON followup_sections(plan_id, ordinal);
--! audited followup_tasks
CREATE TABLE followup_tasks (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL REFERENCES followup_plans(id),
    ordinal {int} NOT NULL,        -- 0: what the notice asks of everybody
    number {text} NOT NULL,
    section_path {text} NOT NULL,
    title {text} NOT NULL,
    gist {text} NOT NULL,
    gist_source {text} NOT NULL,   -- text, pack
    body {text} NOT NULL,          -- the item as the document has it
    body_begin {int} NOT NULL,     -- bytes in the decoded text
    body_end {int} NOT NULL,
    body_offset {int} NOT NULL,    -- body_begin in UTF-16 units, as pages count
    due {date},                    -- the earliest date that can be told
    dated {bool} NOT NULL,         -- the document gives some date
    flags {int} NOT NULL,          -- bit set: 1 text_differs, 2 open_list, 4 vague_time, 8 no_list
    standard {text},               -- JSON array of lines
    standard_source {text},
    card {text} NOT NULL,          -- the row of the list, JSON
    UNIQUE (plan_id, ordinal)
);
CREATE INDEX followup_tasks_section ON followup_tasks(plan_id, section_path, ordinal);
CREATE INDEX followup_tasks_marks ON followup_tasks(plan_id, ordinal, due, dated, flags, section_path);
CREATE INDEX followup_tasks_due ON followup_tasks(plan_id, due, ordinal);
--! audited followup_assignments
CREATE TABLE followup_assignments (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL REFERENCES followup_plans(id),
    task_id {id} NOT NULL REFERENCES followup_tasks(id),
    ordinal {int} NOT NULL,
    role {text} NOT NULL,
    words {text} NOT NULL,         -- as the text writes it
    unit_id {id} REFERENCES org_units(id),
    open {bool} NOT NULL,
    pending {bool} NOT NULL,
    span_begin {int},
    span_end {int},
    confidence {int} NOT NULL,     -- thousandths
    rule {text} NOT NULL,
    edited {bool} NOT NULL
);
CREATE INDEX followup_assignments_task ON followup_assignments(task_id, ordinal);
--! audited followup_deadlines
CREATE TABLE followup_deadlines (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL REFERENCES followup_plans(id),
    task_id {id} NOT NULL REFERENCES followup_tasks(id),
    ordinal {int} NOT NULL,
    kind {text} NOT NULL,
    value {text} NOT NULL,
    words {text} NOT NULL,
    due {date},
    span_begin {int},
    span_end {int},
    confidence {int} NOT NULL,
    rule {text} NOT NULL,
    edited {bool} NOT NULL
);
CREATE INDEX followup_deadlines_task ON followup_deadlines(task_id, ordinal);
--! audited followup_citations
CREATE TABLE followup_citations (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL REFERENCES followup_plans(id),
    task_id {id} NOT NULL REFERENCES followup_tasks(id),
    ordinal {int} NOT NULL,
    title {text} NOT NULL,
    number {text},
    span_begin {int},
    span_end {int}
);
CREATE INDEX followup_citations_task ON followup_citations(task_id, ordinal);
--! audited followup_targets
CREATE TABLE followup_targets (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL REFERENCES followup_plans(id),
    task_id {id} NOT NULL REFERENCES followup_tasks(id),
    ordinal {int} NOT NULL,
    words {text} NOT NULL,
    span_begin {int},
    span_end {int}
);
CREATE INDEX followup_targets_task ON followup_targets(task_id, ordinal);
-- What was doubtful and how it was decided: stands on the task page.
--! audited followup_findings
CREATE TABLE followup_findings (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL REFERENCES followup_plans(id),
    task_id {id} NOT NULL REFERENCES followup_tasks(id),
    ordinal {int} NOT NULL,
    kind {text} NOT NULL,
    words {text} NOT NULL,
    clause {text},
    decision {text} NOT NULL,
    span_begin {int},
    span_end {int}
);
CREATE INDEX followup_findings_task ON followup_findings(task_id, ordinal);
-- Derived from assignments, directory and text when a plan is made: who has work in which task, and
-- the one- and two-character terms of its words.
CREATE TABLE followup_holders (
    plan_id {id} NOT NULL,
    unit_id {id} NOT NULL,
    ordinal {int} NOT NULL,
    task_id {id} NOT NULL,
    roles {int} NOT NULL,          -- bit set over Role
    open {bool} NOT NULL,
    PRIMARY KEY (unit_id, plan_id, ordinal)
);
CREATE INDEX followup_holders_roles ON followup_holders(unit_id, plan_id, ordinal, roles);
CREATE INDEX followup_holders_task ON followup_holders(task_id);
CREATE TABLE followup_terms (
    plan_id {id} NOT NULL,
    term {text} NOT NULL,
    ordinals {bytes} NOT NULL,     -- packed, ascending
    PRIMARY KEY (plan_id, term)
);
