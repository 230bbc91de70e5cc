-- What goes up to leaders and what they say: accounts of leaders, briefs, papers sent, remarks.
ALTER TABLE access_people ADD COLUMN title {text};   -- 职务 of a leader
ALTER TABLE access_people ADD COLUMN serves_id {id}; -- of a secretary: the leader

--! audited leader_briefs
CREATE TABLE leader_briefs (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL REFERENCES followup_plans(id),
    office_id {id} REFERENCES org_units(id), -- whose people drafted it
    title {text} NOT NULL,
    words {text} NOT NULL,          -- the summary
    tasks {int} NOT NULL,           -- figures as of data_at
    lights {text} NOT NULL,         -- overdue=2,behind=1: those that are not 0
    late_reports {int} NOT NULL,
    late_units {int} NOT NULL,
    data_on {date} NOT NULL,        -- the business date
    data_at {time} NOT NULL,
    state {text} NOT NULL,          -- draft, issued, dropped
    year {int},                     -- from the issue on
    number {int},
    issued_on {date},
    issued_by {text},
    version {int} NOT NULL,
    created_by {text} NOT NULL,
    created_at {time} NOT NULL
);
CREATE UNIQUE INDEX leader_briefs_number ON leader_briefs(plan_id, year, number);
CREATE INDEX leader_briefs_plan ON leader_briefs(plan_id, id);
--! audited leader_stuck
CREATE TABLE leader_stuck (
    id {id} PRIMARY KEY,
    brief_id {id} NOT NULL REFERENCES leader_briefs(id),
    place {int} NOT NULL,
    words {text} NOT NULL,
    units {text},                   -- ids, with commas
    since {date},
    step {text},
    light {text},
    link {text}
);
CREATE INDEX leader_stuck_brief ON leader_stuck(brief_id, place);
--! audited leader_proposals
CREATE TABLE leader_proposals (
    id {id} PRIMARY KEY,
    brief_id {id} NOT NULL REFERENCES leader_briefs(id),
    place {int} NOT NULL,
    words {text} NOT NULL,
    unit_id {id} REFERENCES org_units(id),
    by_day {date}
);
CREATE INDEX leader_proposals_brief ON leader_proposals(brief_id, place);

--! audited leader_papers
CREATE TABLE leader_papers (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL REFERENCES followup_plans(id),
    kind {text} NOT NULL,           -- brief, supervision, task, due, other
    object_id {id},
    task_id {id},                   -- the task it is about
    title {text} NOT NULL,
    words {text},                   -- what the office says of it
    link {text},
    sent_by_id {id} NOT NULL,
    sent_by {text} NOT NULL,
    sent_on {date} NOT NULL,
    sent_at {time} NOT NULL
);
CREATE INDEX leader_papers_plan ON leader_papers(plan_id, id);
--! audited leader_readings
CREATE TABLE leader_readings (
    id {id} PRIMARY KEY,
    paper_id {id} NOT NULL REFERENCES leader_papers(id),
    leader_id {id} NOT NULL REFERENCES access_people(id),
    name {text} NOT NULL,           -- as they were when it was sent
    title {text},
    read_at {time},
    read_on {date},
    read_by {text},                 -- who entered it, where it was not the leader
    approved {bool},                -- of a supervision paper: signed or given back
    decision {text},
    decided_on {date},
    decided_by {text},
    UNIQUE (paper_id, leader_id)
);
CREATE INDEX leader_readings_leader ON leader_readings(leader_id, id);
--! audited leader_remarks
CREATE TABLE leader_remarks (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL REFERENCES followup_plans(id),
    paper_id {id} REFERENCES leader_papers(id), -- null: recorded by the office
    task_id {id},
    leader_id {id} REFERENCES access_people(id), -- null: without an account
    name {text} NOT NULL,
    title {text},
    words {text} NOT NULL,
    about {text} NOT NULL,          -- the title of what it was said on
    link {text},
    said_on {date} NOT NULL,
    to_office {bool} NOT NULL,
    entered_by {text},              -- who entered it, where it was not the leader
    on_paper {bool} NOT NULL,
    state {text} NOT NULL,          -- written, withdrawn, handed
    handed_on {date},
    handed_by {text},
    handed_words {text},
    scan {text},                    -- digest of a blob
    scan_name {text},
    scan_size {int},
    version {int} NOT NULL,
    written_at {time} NOT NULL
);
CREATE INDEX leader_remarks_plan ON leader_remarks(plan_id, id);
CREATE INDEX leader_remarks_task ON leader_remarks(task_id, id);
CREATE INDEX leader_remarks_paper ON leader_remarks(paper_id, id);
--! audited leader_addressees
CREATE TABLE leader_addressees (
    id {id} PRIMARY KEY,
    remark_id {id} NOT NULL REFERENCES leader_remarks(id),
    unit_id {id} NOT NULL REFERENCES org_units(id),
    named {bool} NOT NULL,          -- by the leader
    handed_on {date},               -- by the office
    handed_words {text},            -- of the office, for this unit
    UNIQUE (remark_id, unit_id)
);
CREATE INDEX leader_addressees_unit ON leader_addressees(unit_id, remark_id);
--! audited leader_phrases
CREATE TABLE leader_phrases (
    id {id} PRIMARY KEY,
    person_id {id} NOT NULL REFERENCES access_people(id),
    place {int} NOT NULL,
    words {text} NOT NULL
);
CREATE INDEX leader_phrases_person ON leader_phrases(person_id, place);
