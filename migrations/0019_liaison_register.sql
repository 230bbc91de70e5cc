-- Liaisons of units by date.
--! audited liaison_people
CREATE TABLE liaison_people (
    id {id} PRIMARY KEY,
    unit_id {id} NOT NULL REFERENCES org_units(id),
    name {text} NOT NULL,
    post {text},                    -- 职务
    office_phone {text},
    mobile {text},
    role {text} NOT NULL,           -- main, deputy
    username {text},                -- of the account, or wanted for it
    person_id {id} REFERENCES access_people(id), -- null: no account yet
    valid_from {date} NOT NULL,
    valid_until {date},             -- exclusive
    version {int} NOT NULL,
    changed_at {time} NOT NULL,
    changed_by {text} NOT NULL
);
CREATE INDEX liaison_people_unit ON liaison_people(unit_id, valid_from);
CREATE INDEX liaison_people_person ON liaison_people(person_id);

-- Telephone calls about a due: only added; a later one may correct an earlier.
--! audited duty_calls
CREATE TABLE duty_calls (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL,
    due_id {id} NOT NULL REFERENCES duty_dues(id),
    called_on {date} NOT NULL,
    called_at {text},               -- HH:MM, as noted
    person {text} NOT NULL,         -- who was rung
    phone {text},
    words {text} NOT NULL,          -- what was said
    promised_by {date},
    corrects_id {id},               -- the call this one corrects
    noted_by_id {id} NOT NULL,
    noted_by {text} NOT NULL,
    noted_at {time} NOT NULL
);
CREATE INDEX duty_calls_due ON duty_calls(due_id, id);
