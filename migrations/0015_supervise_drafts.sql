-- Supervision by people: drafts of letters and notices to one unit about one thing.
--! audited supervise_drafts
CREATE TABLE supervise_drafts (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL REFERENCES followup_plans(id),
    unit_id {id} NOT NULL REFERENCES org_units(id), -- the addressee
    office_id {id} REFERENCES org_units(id), -- whose people drafted it
    level {text} NOT NULL,          -- reminder, request, notice, circular, talk
    issuer {text} NOT NULL,         -- own, general-office, consent
    consent {text},                 -- with consent: where the government agreed
    about_kind {text} NOT NULL,     -- task, due
    about_id {id} NOT NULL,
    about_title {text} NOT NULL,
    light {text},                   -- of a task; facts as of facts_on
    due_on {date},
    days_late {int} NOT NULL,       -- of a task calendar days, of a due working days
    stuck {text},                   -- at which step, with whom
    stuck_since {date},
    facts_on {date} NOT NULL,
    requirement {text} NOT NULL,
    answer_by {date} NOT NULL,
    generated {text} NOT NULL,      -- the body as made from the facts
    body {text} NOT NULL,           -- as it stands
    state {text} NOT NULL,          -- draft, sent, returned, withdrawn, issued, answered, lifted, closed
    number {text} UNIQUE,           -- from approval on
    approver {text},
    approver_position {text},
    approved_on {date},
    entered_by {text},              -- who entered the approval
    why {text},                     -- returned, withdrawn or closed with these words
    answer {text},
    answered_by {text},
    answered_on {date},
    review_reason {text},           -- the addressee asked for a review
    review_by {text},
    review_on {date},
    review_kept {bool},             -- decided: it stands; null: not decided
    review_words {text},
    review_decided_by {text},
    review_decided_on {date},
    version {int} NOT NULL,
    created_by {text} NOT NULL,
    created_at {time} NOT NULL
);
CREATE INDEX supervise_drafts_plan ON supervise_drafts(plan_id, id);
CREATE INDEX supervise_drafts_unit ON supervise_drafts(unit_id, id);
