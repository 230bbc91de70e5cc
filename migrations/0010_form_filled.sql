-- What people fill in, each with the version of the pack whose form it is: it is read with that form for ever.
--! audited form_filled
CREATE TABLE form_filled (
    id {id} PRIMARY KEY,
    plan_id {id},                   -- null: a trial
    version_id {id} NOT NULL REFERENCES pack_versions(id),
    pack {text} NOT NULL,           -- code, of the version
    form {text} NOT NULL,           -- code
    purpose {text} NOT NULL,        -- trial, due
    day {date} NOT NULL,            -- parameters are those of this day
    period {text},                  -- 2011年第3季度
    subject {text},                 -- code of a unit
    handed {text} NOT NULL,         -- JSON: values handed in, by name
    body {text} NOT NULL,           -- JSON: values and reasons
    revision {int} NOT NULL,        -- from 1, one more with every save
    person_id {id} NOT NULL,        -- who began it
    created_at {time} NOT NULL,
    saved_at {time} NOT NULL,
    saved_by {text} NOT NULL        -- name
);
CREATE INDEX form_filled_by_form ON form_filled (pack, form, purpose, person_id);
--! audited form_versions
CREATE TABLE form_versions (
    id {id} PRIMARY KEY,
    filled_id {id} NOT NULL REFERENCES form_filled(id),
    number {int} NOT NULL,          -- from 1
    body {text} NOT NULL,
    kept_at {time} NOT NULL,
    kept_by {text} NOT NULL,
    UNIQUE (filled_id, number)
);
