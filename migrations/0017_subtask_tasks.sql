-- What a unit asks of the units below it, or of a joint unit, for a task; and what the office makes
-- of a measure or a remark.
--! audited subtask_subtasks
CREATE TABLE subtask_subtasks (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL REFERENCES followup_plans(id),
    task_id {id} NOT NULL,          -- a correction of the plan may take the task away
    parent_id {id} REFERENCES subtask_subtasks(id),
    origin {text} NOT NULL,         -- split, share, measure, remark
    origin_words {text},            -- of the measure or remark
    origin_reference {text},
    origin_due_id {id} REFERENCES duty_dues(id),
    reason {text},                  -- why to a unit that has no part in the task
    by_office {bool} NOT NULL,
    giver_unit_id {id} REFERENCES org_units(id),
    giver_person_id {id} NOT NULL,
    giver_name {text} NOT NULL,
    unit_id {id} NOT NULL REFERENCES org_units(id), -- owes it
    title {text} NOT NULL,
    standard {text},                -- of completion
    given_on {date} NOT NULL,
    due_on {date} NOT NULL,
    state {text} NOT NULL,          -- handed-out, accepted, declined, reported, done, cancelled
    insisted {bool} NOT NULL,       -- the giver did, over an objection
    percent {int},                  -- said last by the unit itself
    why {text},                     -- declined, insisted, returned, cancelled with these words
    report {text},
    despite {text},                 -- reported with open subtasks, for this reason
    reported_on {date},
    reported_by {text},
    done_on {date},
    done_by {text},
    version {int} NOT NULL,
    created_at {time} NOT NULL
);
CREATE INDEX subtask_subtasks_task ON subtask_subtasks(task_id, id);
CREATE INDEX subtask_subtasks_unit ON subtask_subtasks(unit_id, state, id);
CREATE INDEX subtask_subtasks_giver ON subtask_subtasks(giver_unit_id, state, id);
CREATE INDEX subtask_subtasks_state ON subtask_subtasks(state, due_on, id);
-- What was done and said.
--! audited subtask_notes
CREATE TABLE subtask_notes (
    id {id} PRIMARY KEY,
    subtask_id {id} NOT NULL REFERENCES subtask_subtasks(id),
    act {text} NOT NULL,
    words {text},
    percent {int},
    person {text} NOT NULL,
    said_on {date} NOT NULL,
    said_at {time} NOT NULL
);
CREATE INDEX subtask_notes_subtask ON subtask_notes(subtask_id, id);
--! audited subtask_files
CREATE TABLE subtask_files (
    id {id} PRIMARY KEY,
    subtask_id {id} NOT NULL REFERENCES subtask_subtasks(id),
    digest {text} NOT NULL,
    name {text} NOT NULL,
    size {int} NOT NULL,
    added_by {text} NOT NULL,
    added_on {date} NOT NULL
);
CREATE INDEX subtask_files_subtask ON subtask_files(subtask_id, id);
