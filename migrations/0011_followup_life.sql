-- The life of tasks: from signing to closing. A plan in force has a run, and each of its numbered tasks a life.
--! audited followup_runs
CREATE TABLE followup_runs (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL UNIQUE REFERENCES followup_plans(id),
    started_on {date} NOT NULL,
    started_at {time} NOT NULL,
    started_by {text} NOT NULL,
    pack {text},                   -- code of the pack whose settings these are; null: those of the program
    sign_within {int} NOT NULL,    -- working days
    soon_within {int} NOT NULL,    -- working days
    behind_by {int} NOT NULL,      -- percentage points
    silent_until {int} NOT NULL,   -- percent
    number_rule {text} NOT NULL,
    closing_rule {text} NOT NULL
);
-- The last number given of each series, which belong to the installation.
--! audited followup_series
CREATE TABLE followup_series (
    id {id} PRIMARY KEY,
    name {text} NOT NULL UNIQUE,   -- the rule with its year filled in
    last {int} NOT NULL
);
-- Days are counted from 1970-01-01, so that lists can reckon with them.
--! audited followup_lives
CREATE TABLE followup_lives (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL REFERENCES followup_plans(id),
    task_id {id} NOT NULL UNIQUE,
    ordinal {int} NOT NULL,        -- of the task
    part {int} NOT NULL,           -- place of its top section among those of the plan; -1 none
    number {text} NOT NULL UNIQUE, -- 督查编号
    state {text} NOT NULL,
    version {int} NOT NULL,
    sign_by {date} NOT NULL,
    basis {int} NOT NULL,          -- 0 no date, 1 dated, 2 the notice says long-term
    due_day {int},                 -- of the current milestone
    start_day {int},               -- of the current milestone
    milestone_id {id},             -- the current one
    next_title {text},
    reported {int},                -- percent of the current milestone, as its units say
    verified {int},                -- as the office confirmed
    stop_day {int},                -- the office stopped the clock
    waits_for {text} NOT NULL,
    closing_number {text} UNIQUE,  -- 销号编号
    review_on {date},
    ended_on {date}                -- closed, phase closed, standing or terminated
);
CREATE INDEX followup_lives_light ON followup_lives(plan_id, ordinal, state, stop_day, due_day, start_day, basis, verified, reported, part);
CREATE INDEX followup_lives_due ON followup_lives(plan_id, due_day, ordinal, state, stop_day, start_day, basis, verified, reported);
CREATE INDEX followup_lives_state ON followup_lives(plan_id, state, ordinal);
--! audited followup_signings
CREATE TABLE followup_signings (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL,
    task_id {id} NOT NULL,
    unit_id {id} NOT NULL REFERENCES org_units(id),
    person {text} NOT NULL,
    by_office {bool} NOT NULL,     -- entered by the office for the unit
    signed_on {date} NOT NULL,
    signed_at {time} NOT NULL,
    UNIQUE (task_id, unit_id)
);
--! audited followup_objections
CREATE TABLE followup_objections (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL,
    task_id {id} NOT NULL,
    unit_id {id} NOT NULL REFERENCES org_units(id),
    reason {text} NOT NULL,
    proposed_unit_id {id} REFERENCES org_units(id),
    person {text} NOT NULL,
    raised_on {date} NOT NULL,
    raised_at {time} NOT NULL,
    decision {text},               -- keep, replace, add; null: open
    decided_unit_id {id} REFERENCES org_units(id),
    decided_role {text},
    words {text},
    leader {text},                 -- whose ruling it is; null: the office's own
    leader_position {text},
    ruled_on {date},
    ruling {text},                 -- the leader's words
    decided_by {text},
    decided_on {date},
    decided_at {time}
);
CREATE INDEX followup_objections_task ON followup_objections(task_id);
CREATE INDEX followup_objections_plan ON followup_objections(plan_id);
-- Assignments change by a decision only; the original stays.
ALTER TABLE followup_assignments ADD COLUMN ended_on {date};
ALTER TABLE followup_assignments ADD COLUMN ended_by {id};   -- the objection whose decision ended it
ALTER TABLE followup_assignments ADD COLUMN decided_on {date};
ALTER TABLE followup_assignments ADD COLUMN decided_by {id}; -- the objection whose decision made it
--! audited followup_proposals
CREATE TABLE followup_proposals (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL,
    task_id {id} NOT NULL,
    unit_id {id} NOT NULL REFERENCES org_units(id),
    state {text} NOT NULL,         -- open, approved, returned, withdrawn
    words {text} NOT NULL,
    person {text} NOT NULL,
    proposed_on {date} NOT NULL,
    proposed_at {time} NOT NULL,
    decided_by {text},
    decided_on {date},
    decided_at {time},
    decision_words {text}
);
CREATE INDEX followup_proposals_task ON followup_proposals(task_id);
--! audited followup_milestones
CREATE TABLE followup_milestones (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL,
    task_id {id} NOT NULL,
    proposal_id {id},              -- null: a date of the notice itself
    unit_id {id} REFERENCES org_units(id), -- who does it; null: whoever carries the task
    title {text} NOT NULL,
    due {date} NOT NULL,
    first_due {date},              -- before it was adjusted
    source {text} NOT NULL,        -- notice, pack, unit
    state {text} NOT NULL,         -- proposed, approved, reported, confirmed, replaced, dropped
    approved_on {date},
    counts_from {date},            -- later than its time would begin: the clock stood still
    reported_by {text},
    reported_on {date},
    report {text},
    decided_by {text},             -- of the report
    decided_on {date},
    decision_words {text}
);
CREATE INDEX followup_milestones_task ON followup_milestones(task_id, due);
--! audited followup_progress
CREATE TABLE followup_progress (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL,
    task_id {id} NOT NULL,
    unit_id {id} REFERENCES org_units(id), -- null: confirmed by the office
    milestone_id {id},             -- the current one then
    percent {int} NOT NULL,
    words {text} NOT NULL,
    person {text} NOT NULL,
    said_on {date} NOT NULL,
    said_at {time} NOT NULL
);
CREATE INDEX followup_progress_task ON followup_progress(task_id);
--! audited followup_closings
CREATE TABLE followup_closings (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL,
    task_id {id} NOT NULL,
    unit_id {id} NOT NULL REFERENCES org_units(id),
    state {text} NOT NULL,         -- open, agreed, returned, withdrawn
    asked {text} NOT NULL,         -- closed, phase_closed, standing
    words {text} NOT NULL,
    person {text} NOT NULL,
    applied_on {date} NOT NULL,
    applied_at {time} NOT NULL,
    outcome {text},
    decided_by {text},
    decided_on {date},
    decided_at {time},
    approver {text},
    approver_position {text},
    approved_on {date},
    decision_words {text},
    number {text},
    review_on {date}
);
CREATE INDEX followup_closings_task ON followup_closings(task_id);
-- Each line of the standard of completion as it stood then.
--! audited followup_closing_lines
CREATE TABLE followup_closing_lines (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL,
    task_id {id} NOT NULL,
    closing_id {id} NOT NULL REFERENCES followup_closings(id),
    ordinal {int} NOT NULL,
    standard {text} NOT NULL,
    met {bool},                    -- null: not looked at yet
    method {text},                 -- documents, phone, site
    checker {text},
    checked_on {date},
    note {text}
);
CREATE INDEX followup_closing_lines_task ON followup_closing_lines(task_id);
--! audited followup_evidence
CREATE TABLE followup_evidence (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL,
    task_id {id} NOT NULL,
    unit_id {id} REFERENCES org_units(id), -- null: of the office
    line_id {id},                  -- of a closing
    milestone_id {id},
    kind {text} NOT NULL,          -- file, due, record, fact, link, words
    title {text} NOT NULL,
    reference {text},              -- id or address
    digest {text},                 -- of a file: its blob
    size {int},
    person {text} NOT NULL,
    added_at {time} NOT NULL
);
CREATE INDEX followup_evidence_task ON followup_evidence(task_id);
-- What a decision did to the course of a task: on hold, other dates, the end, again.
--! audited followup_changes
CREATE TABLE followup_changes (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL,
    task_id {id} NOT NULL,
    kind {text} NOT NULL,          -- pause, adjust, terminate, restart, review
    reason {text} NOT NULL,
    approver {text},
    approver_position {text},
    approved_on {date},
    state_before {text} NOT NULL,
    dates_before {text} NOT NULL,  -- JSON: milestones with their dates
    person {text} NOT NULL,
    made_on {date} NOT NULL,
    made_at {time} NOT NULL
);
CREATE INDEX followup_changes_task ON followup_changes(task_id);
-- Derived from followup_holders: the tasks a unit carries and those it helps with, packed.
CREATE TABLE followup_holdings (
    plan_id {id} NOT NULL,
    unit_id {id} NOT NULL,
    carried {bytes} NOT NULL,
    helped {bytes} NOT NULL,
    PRIMARY KEY (plan_id, unit_id)
);
