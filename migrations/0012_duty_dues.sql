-- Who owes which form, when: drafts of the office until they are issued.
--! audited duty_duties
CREATE TABLE duty_duties (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL REFERENCES followup_plans(id),
    code {text} NOT NULL,
    pack {text} NOT NULL,           -- code of the pack whose form is filled in
    form {text} NOT NULL,           -- code
    title {text} NOT NULL,
    title_en {text} NOT NULL,
    body {text} NOT NULL,           -- the definition, JSON
    state {text} NOT NULL,          -- draft, issued, stopped
    approver {text},                -- name, where one was needed
    approver_title {text},
    approval {text},                -- what was approved, in words
    issued_on {date},
    issued_by {text},
    ended_on {date},                -- stopped
    why {text},
    version {int} NOT NULL,
    created_at {time} NOT NULL,
    created_by {text} NOT NULL,
    UNIQUE (plan_id, code)
);
CREATE INDEX duty_duties_state ON duty_duties(state, id);
-- How far dues were made: what lies before is not made up for.
CREATE TABLE duty_runs (
    duty_id {id} PRIMARY KEY,
    ran_on {date} NOT NULL
);
-- One unit's one instance of a duty.
--! audited duty_dues
CREATE TABLE duty_dues (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL REFERENCES followup_plans(id),
    duty_id {id} NOT NULL REFERENCES duty_duties(id),
    unit_id {id} NOT NULL REFERENCES org_units(id),
    occurrence {date} NOT NULL,     -- the day the duty falls on
    due_on {date} NOT NULL,         -- until when, after extensions and returns
    period {text},
    state {text} NOT NULL,
    filled_id {id} REFERENCES form_filled(id),
    chain {text},                   -- of the unit when it was begun, JSON
    step {int} NOT NULL,            -- place in the chain
    since {date} NOT NULL,          -- business date its present step began
    since_at {time} NOT NULL,
    round {int} NOT NULL,           -- how often it was returned
    kept {int} NOT NULL,            -- number of the version handed in last; 0: none
    version {int} NOT NULL,
    entered {bool} NOT NULL,        -- by the office, from paper
    received {text},                -- how and when the paper came
    confirmed_on {date},
    confirmed_by {text},
    signed_on {date},
    signed_by {text},
    signed_how {text},              -- screen, paper
    scan {text},                    -- digest of the stamped scan
    scan_name {text},
    submitted_on {date},
    submitted_at {time},
    submitted_by {text},
    accepted_on {date},
    accepted_by {text},
    cause {text},                   -- of a cancellation: members, schedule, stopped, office
    why {text},
    made_on {date} NOT NULL,
    UNIQUE (duty_id, unit_id, occurrence)
);
CREATE INDEX duty_dues_unit ON duty_dues(unit_id, due_on);
CREATE INDEX duty_dues_due ON duty_dues(due_on, id);
CREATE INDEX duty_dues_state ON duty_dues(state, due_on);
-- What was done with a due, step by step.
--! audited duty_acts
CREATE TABLE duty_acts (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL,
    due_id {id} NOT NULL REFERENCES duty_dues(id),
    act {text} NOT NULL,
    step {text},                    -- draft, sign, …; office
    person_id {id} NOT NULL,
    person {text} NOT NULL,
    for_person {text},              -- whom a deputy acted for
    acted_at {time} NOT NULL,
    acted_on {date} NOT NULL,
    since {date} NOT NULL,          -- the step had begun
    kept {int},                     -- number of a version
    words {text}
);
CREATE INDEX duty_acts_due ON duty_acts(due_id, id);
--! audited duty_remarks
CREATE TABLE duty_remarks (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL,
    due_id {id} NOT NULL REFERENCES duty_dues(id),
    kept {int} NOT NULL,            -- version it was made on
    round {int} NOT NULL,
    field {text} NOT NULL,
    row_key {text},                 -- as people know the row: its key or its number
    col {text},
    begins {int},                   -- characters of the passage, half-open
    ends {int},
    quote {text},                   -- the passage
    words {text} NOT NULL,
    must {bool} NOT NULL,           -- 必须改; else 建议
    settled_on {date},
    settled_by {text},
    answer {text},
    made_at {time} NOT NULL,
    made_by {text} NOT NULL
);
CREATE INDEX duty_remarks_due ON duty_remarks(due_id, id);
--! audited duty_extensions
CREATE TABLE duty_extensions (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL,
    due_id {id} NOT NULL REFERENCES duty_dues(id),
    days {int} NOT NULL,
    reason {text} NOT NULL,
    asked_at {time} NOT NULL,
    asked_by {text} NOT NULL,
    state {text} NOT NULL,          -- asked, granted, refused
    new_date {date},
    words {text},
    decided_at {time},
    decided_by {text}
);
CREATE INDEX duty_extensions_due ON duty_extensions(due_id, id);
CREATE INDEX duty_extensions_state ON duty_extensions(state, id);
-- Files handed in with a due; their bytes are blobs.
--! audited duty_files
CREATE TABLE duty_files (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL,
    due_id {id} NOT NULL REFERENCES duty_dues(id),
    digest {text} NOT NULL,
    name {text} NOT NULL,
    size {int} NOT NULL,
    added_at {time} NOT NULL,
    added_by {text} NOT NULL,
    UNIQUE (due_id, digest)
);
CREATE INDEX duty_files_digest ON duty_files(digest);
-- The way of a report within a unit.
--! audited duty_chains
CREATE TABLE duty_chains (
    id {id} PRIMARY KEY,
    unit_id {id} NOT NULL UNIQUE REFERENCES org_units(id),
    steps {text} NOT NULL,          -- JSON
    version {int} NOT NULL,
    changed_at {time} NOT NULL,
    changed_by {text} NOT NULL
);
--! audited duty_deputies
CREATE TABLE duty_deputies (
    id {id} PRIMARY KEY,
    unit_id {id} NOT NULL REFERENCES org_units(id),
    person_id {id} NOT NULL,
    person {text} NOT NULL,
    role {text} NOT NULL,           -- of the person
    deputy_id {id} NOT NULL,
    deputy {text} NOT NULL,
    kind {text} NOT NULL,           -- 代签, AB岗
    valid_from {date} NOT NULL,
    valid_until {date} NOT NULL,    -- exclusive
    made_by {text} NOT NULL,
    made_at {time} NOT NULL
);
CREATE INDEX duty_deputies_unit ON duty_deputies(unit_id, valid_until);
-- The latest revisions of what is being typed, so that two people can be told what the other changed.
CREATE TABLE duty_revisions (
    filled_id {id} NOT NULL,
    revision {int} NOT NULL,
    body {text} NOT NULL,
    saved_by {text} NOT NULL,
    saved_at {time} NOT NULL,
    PRIMARY KEY (filled_id, revision)
);
