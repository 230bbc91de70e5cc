-- What reporting costs and how it stands: forms the office wrote itself, statements of a month, requests outside the
-- record, and lights week by week.
--! audited form_own
CREATE TABLE form_own (
    id {id} PRIMARY KEY,
    code {text} NOT NULL UNIQUE,    -- own. and the digest of its text: never changed
    body {text} NOT NULL            -- as a file of forms/
);
-- A month that is over, and what each unit was asked for in it.
--! audited burden_months
CREATE TABLE burden_months (
    id {id} PRIMARY KEY,
    month {text} NOT NULL UNIQUE,   -- 2011-11
    cap {int} NOT NULL,             -- reports a month, as it was
    frozen_on {date} NOT NULL
);
--! audited burden_statements
CREATE TABLE burden_statements (
    id {id} PRIMARY KEY,
    month {text} NOT NULL,
    unit_id {id} NOT NULL REFERENCES org_units(id),
    body {text} NOT NULL,           -- JSON: its reports and counts
    UNIQUE (month, unit_id)
);
-- What a unit was asked for past the duties, or once more.
--! audited burden_requests
CREATE TABLE burden_requests (
    id {id} PRIMARY KEY,
    unit_id {id} NOT NULL REFERENCES org_units(id),
    asker {text} NOT NULL,          -- who asked, in words
    channel {text} NOT NULL,        -- phone, group, mail, paper, meeting, system, other
    asked_on {date} NOT NULL,
    what {text} NOT NULL,
    ground {text} NOT NULL,         -- repeats, groundless, both
    duty_id {id},                   -- that asks for it already
    field {text},                   -- of its form, in words
    since {date},                   -- since when it was given there
    state {text} NOT NULL,          -- open, answered
    answer {text},                  -- withdrawn, merged, founded
    merged_id {id},                 -- the duty it goes into
    words {text},
    answered_by {text},
    answered_on {date},
    version {int} NOT NULL,
    person_id {id} NOT NULL,        -- who noted it
    created_by {text} NOT NULL,
    created_at {time} NOT NULL
);
CREATE INDEX burden_requests_unit ON burden_requests(unit_id, asked_on);
CREATE INDEX burden_requests_day ON burden_requests(asked_on);
-- How many tasks of a plan had which light, taken once in a week. Not under the log: a picture of what is.
CREATE TABLE followup_weeks (
    plan_id {id} NOT NULL REFERENCES followup_plans(id),
    week {date} NOT NULL,           -- its Monday
    unit_id {id} NOT NULL,          -- 0: the whole plan; else what that unit carries
    taken_on {date} NOT NULL,
    overdue {int} NOT NULL,
    behind {int} NOT NULL,
    soon {int} NOT NULL,
    done {int} NOT NULL,
    PRIMARY KEY (plan_id, week, unit_id)
);
